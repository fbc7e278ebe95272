import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from './canonical.ts';

/** Characters from all over Unicode, with the troublesome ones often enough to meet each other. */
const troublesome = fc.constantFrom('\r', '\n', '\r\n', '\u0000', '\u001F', '\u007F', '\u0085', '\u00AD', '\u0301', '\u0323', '\u034F', '\u200B', '\u200C', '\u200D', '\u202E', '\u2028', '\u2066', '\uFE0F', '\uFEFF', '\uD800', '\uDC00', '\u{E0041}', '\u{E0100}', 'e', '한', 'ᄒ', 'ᅡ', 'ᆫ', 'Å', '你', ' ');
const text = fc.array(fc.oneof(troublesome, fc.string({ unit: 'binary', maxLength: 5 }))).map((parts) => parts.join(''));

describe('canonical text', () => {
  test('canonical text stays as it is', () => {
    fc.assert(fc.property(text, (raw) => {
      expect(canonical(canonical(raw))).toBe(canonical(raw));
    }), { numRuns: 2_000 });
  });

  test('it is NFC, well formed, and free of controls but tab and line feed', () => {
    fc.assert(
      fc.property(text, (raw) => {
        const result = canonical(raw);
        expect(result.normalize('NFC')).toBe(result);
        expect(result.isWellFormed()).toBe(true);
        expect(result.replaceAll(/[\t\n]/g, '')).not.toMatch(/[\p{Cc}\uFEFF\u00AD\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]/u);
      }),
      { numRuns: 2_000 },
    );
  });

  test('every kind of line end becomes a line feed, and no words are joined', () => {
    expect(canonical('a\r\nb\rc\u2028d\u2029e\fg\u000Bh\u0085i')).toBe('a\nb\nc\nd\ne\ng\nh\ni');
  });

  test('letters are composed, joiners stay, other invisible characters go', () => {
    expect(canonical('Cafe\u0301')).toBe('Café');
    expect(canonical('می\u200Cخواهم')).toBe('می\u200Cخواهم');
    expect(canonical('👩\u200D🔬 ❤\uFE0F')).toBe('👩\u200D🔬 ❤\uFE0F');
    expect(canonical('pass\u00ADword\u200B s\u202Eecret\u{E0041}\u{E007F}')).toBe('password secret');
    expect(canonical('葛\u{E0100}')).toBe('葛\u{E0100}');
  });

  test('variation selectors that choose nothing carry no hidden message', () => {
    expect(canonical('a\uFE0F\uFE01\uFE02\u{E0151}b \uFE00c\u{E0130}')).toBe('a\uFE0Fb c');
  });

  test('lone surrogates become replacement characters', () => {
    expect(canonical('a\uD800b\uDC00')).toBe('a\uFFFDb\uFFFD');
  });

  test('a million combining marks on one letter take no time', () => {
    const started = performance.now();
    expect(canonical(`a${'\u0301\u0323'.repeat(500_000)}b`).length).toBeLessThan(50);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('what people write in Spanish, German, Chinese and Arabic is untouched', () => {
    for (const line of ['¿Dónde está el niño?', 'Größe: „fünf“', '第一章　总则。', 'القانون رقم ١٢ لسنة ٢٠٠٣']) expect(canonical(line)).toBe(line);
  });
});

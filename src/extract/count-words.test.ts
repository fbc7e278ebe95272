import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countWords } from './count-words.ts';

describe('counting words', () => {
  test.each([
    ['', 0],
    [' \n\t', 0],
    ['— … !', 0],
    ["It's 3.5 km, isn't it?", 6],
    ['¿Dónde está la señora García?', 5],
    ['Straßenverkehrs-Ordnung 2013', 3],
    ['合同第十二条', 6],
    ['القانون رقم ١٢', 3],
    ['สวัสดีชาวโลก', 3],
    ['東京タワーで会う', 8],
    ['나는 학교에 간다', 3],
    ['naïve café', 2],
  ])('%s has %i', (text, words) => {
    expect(countWords(text)).toBe(words);
  });

  test('words between spaces are counted as a plain split counts them', () => {
    const word = fc.stringMatching(/^[a-zA-Z0-9äöüßñéЖжשΩ]{1,12}$/);
    fc.assert(fc.property(fc.array(word), fc.constantFrom(' ', '\n', ' – ', ', '), (words, between) => {
      expect(countWords(words.join(between))).toBe(words.length);
    }));
  });

  test('ten megabytes in any script take well under seconds', () => {
    for (const sentence of ['The parties agree as follows. ', 'Die Verträge müssen größer sein. ', '本合同自双方签字之日起生效。']) {
      const text = sentence.repeat(Math.ceil(10_000_000 / sentence.length));
      const started = performance.now();
      expect(countWords(text)).toBeGreaterThan(1_000_000);
      expect(performance.now() - started).toBeLessThan(2_000);
    }
  });
});

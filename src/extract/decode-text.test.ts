import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { decodeText } from './decode-text.ts';

const ENCODINGS = fileURLToPath(new URL('../../../shared/documents/encodings', import.meta.url));

const ascii = (text: string) => new TextEncoder().encode(text);
const joined = (...parts: (Uint8Array | number[] | string)[]) =>
  Uint8Array.from(parts.flatMap((part) => [...(typeof part === 'string' ? ascii(part) : part)]));

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index += 1) view.setUint16(index * 2, text.charCodeAt(index), littleEndian);
  return bytes;
}

function utf32(text: string, littleEndian: boolean): Uint8Array {
  const points = [...text].map((character) => character.codePointAt(0) ?? 0);
  const bytes = new Uint8Array(points.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [index, point] of points.entries()) view.setUint32(index * 4, point, littleEndian);
  return bytes;
}

const TEXT = 'Größe, señor, 你好 and مرحبا 🙂.\nA second line.';

describe('decoding a text file', () => {
  test('UTF-8 needs no mark and is not a guess', async () => {
    expect(await decodeText(ascii(TEXT), 'nothing')).toEqual({ text: TEXT });
  });

  test.each([true, false])('UTF-16 and UTF-32 are recognised with and without a mark (little endian: %s)', async (littleEndian) => {
    for (const encode of [utf16, utf32]) {
      expect(await decodeText(encode(`\uFEFF${TEXT}`, littleEndian), 'nothing')).toEqual({ text: TEXT });
      expect(await decodeText(encode(TEXT, littleEndian), 'nothing')).toEqual({ text: TEXT });
    }
  });

  test('what is malformed in UTF-32 becomes a replacement character', async () => {
    const bytes = joined([0xff, 0xfe, 0, 0], utf32('a', true), [0, 0, 0x11, 0], [0, 0xd8, 0, 0]);
    expect((await decodeText(bytes, 'nothing')).text).toBe('a\uFFFD\uFFFD');
  });

  test('a declared encoding is honoured in HTML and is not a guess', async () => {
    const page = joined('<html><head><meta charset="iso-8859-7"></head><body>', [0xea, 0xe1, 0xeb, 0xe7], '</body></html>');
    const decoded = await decodeText(page, 'html');
    expect(decoded.text).toContain('καλη');
    expect(decoded.guessedEncoding).toBeUndefined();
    const xhtml = joined('<?xml version="1.0" encoding="windows-1251"?><html><body>', [0xef, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2], '</body></html>');
    expect((await decodeText(xhtml, 'html')).text).toContain('привет');
  });

  test('a page that is UTF-8 is read as UTF-8 even when an old declaration says otherwise', async () => {
    expect((await decodeText(ascii('<meta charset="windows-1252"><p>Größe'), 'html')).text).toContain('Größe');
  });

  test('a declaration nobody knows, or one the bytes contradict, falls back to a guess', async () => {
    for (const label of ['x-made-up', 'utf-8', 'utf-16']) {
      const page = joined(`<html><head><meta charset="${label}"></head><body><p>`, ...Array.from({ length: 30 }, () => joined([0xd6], 'sterreich f', [0xfc], 'r Gr', [0xf6, 0xdf], 'e ')));
      const decoded = await decodeText(page, 'html');
      expect(decoded.text).toContain('für');
      expect(decoded.guessedEncoding).toBeDefined();
    }
  });

  test('bytes in no declared encoding are guessed, and the guess is told', async () => {
    const russian = joined(...Array.from({ length: 20 }, () => [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, 0x2c, 0x20, 0xec, 0xe8, 0xf0, 0x2e, 0x20]));
    const decoded = await decodeText(russian, 'nothing');
    expect(decoded.text).toContain('Привет, мир.');
    expect(decoded.guessedEncoding?.toLowerCase()).toBe('windows-1251');
  });
});

describe.skipIf(!existsSync(ENCODINGS))('the corpus of encodings', () => {
  test('at least 95 % decode right or admit the guess; none is silently wrong', async () => {
    const tally = { right: 0, unknown: 0, wrong: [] as string[] };
    for (const folder of readdirSync(ENCODINGS)) {
      for (const file of readdirSync(`${ENCODINGS}/${folder}`)) {
        const bytes = readFileSync(`${ENCODINGS}/${folder}/${file}`);
        const decoded = await decodeText(bytes, /\.(?:html|xml)$/.test(file) ? 'html' : 'nothing');
        const truth = decodeAs(bytes, folder);
        if (truth === undefined) tally.unknown += 1;
        if (truth === undefined ? /\p{L}/u.test(decoded.text) && !decoded.text.includes('\uFFFD') : truth === decoded.text) tally.right += 1;
        else tally.wrong.push(`${folder}/${file} as ${decoded.guessedEncoding}`);
      }
    }
    const silent = tally.wrong.filter((line) => line.endsWith('undefined'));
    const total = tally.right + tally.wrong.length;
    process.stdout.write(`encodings: ${tally.right} of ${total} right (${tally.unknown} of them without a decoder to compare with), ${tally.wrong.length - silent.length} wrong but admitted, ${silent.length} silently wrong\n${tally.wrong.map((line) => `  ${line}\n`).join('')}`);
    expect(total).toBeGreaterThan(150);
    expect((total - silent.length) / total).toBeGreaterThanOrEqual(0.95);
    expect(tally.right / total).toBeGreaterThanOrEqual(0.9);
  });
});

describe.skipIf(!existsSync(ENCODINGS))('encodings that no decoder here knows', () => {
  test('the pages that also exist in KOI8-R have the same words in IBM855', async () => {
    const names = readdirSync(`${ENCODINGS}/IBM855`).filter((name) => existsSync(`${ENCODINGS}/KOI8-R/${name}`));
    expect(names.length).toBeGreaterThan(2);
    for (const name of names) {
      const [dos = [], unix = []] = await Promise.all(['IBM855', 'KOI8-R'].map(async (folder) => (await decodeText(readFileSync(`${ENCODINGS}/${folder}/${name}`), 'html')).text.match(/[а-яё]+/giu) ?? []));
      const known = new Set<string>(unix);
      // The copies were cut and mended by hand here and there.
      expect(dos.filter((word) => known.has(word)).length / dos.length).toBeGreaterThan(0.97);
    }
  });
});

/** The text by the folder's word, when there is a decoder for it. */
function decodeAs(bytes: Uint8Array, folder: string): string | undefined {
  const name = folder.toLowerCase().replace(/-(?:hungarian|bulgarian|russian|arabic|greek|turkish|hebrew)$/, '');
  const label = name === 'utf-16' && bytes[0] === 0xfe ? 'utf-16be' : new Map([['cp932', 'shift_jis'], ['utf-8-sig', 'utf-8'], ['maccyrillic', 'x-mac-cyrillic'], ['tis-620', 'windows-874']]).get(name) ?? name;
  try {
    const decoder = new TextDecoder(label);
    return decoder.encoding === 'replacement' ? undefined : decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

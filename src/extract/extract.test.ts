import { describe, expect, test } from 'vitest';
import type { ExtractEvent } from '../contract/extraction.ts';
import { extract } from './extract.ts';

const read = (content: BlobPart, name: string) => extract(new Blob([content]), name, undefined, () => {});

/** A compound file with one directory sector that names these streams (MS-CFB 2.2, 2.6). */
function compoundFile(...streams: string[]): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(512 * 3));
  for (const [at, byte] of [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1].entries()) view.setUint8(at, byte);
  view.setUint16(30, 9, true);
  view.setUint32(48, 0, true);
  view.setUint32(76, 1, true);
  for (const [index, name] of streams.entries()) {
    for (const [at, letter] of [...name].entries()) view.setUint16(512 + index * 128 + at * 2, letter.charCodeAt(0), true);
    view.setUint16(512 + index * 128 + 64, (name.length + 1) * 2, true);
  }
  view.setUint32(1024, 0xfffffffe, true);
  return view.buffer;
}

describe('reading a file', () => {
  test('the bytes decide the reader, the name only the kind of text', async () => {
    expect((await read('# Hi', 'a.md')).format).toBe('markdown');
    expect((await read('# Hi', 'a.txt')).format).toBe('text');
    expect((await read('<h1>Hi</h1>', 'a.htm')).format).toBe('html');
    expect(await read('Hola, señor.', 'notes')).toMatchObject({ format: 'text', extractor: 'text/2', text: 'Hola, señor.', pages: [], report: { words: 2, pagesWithoutText: [] } });
  });

  test('every refusal has its own code', async () => {
    await expect(read('', 'a.txt')).rejects.toMatchObject({ code: 'file-empty', details: { fileName: 'a.txt' } });
    await expect(read(' \n\u200B\t', 'a.txt')).rejects.toMatchObject({ code: 'file-without-text', details: { fileName: 'a.txt', pages: 0 } });
    await expect(read('<script>x</script>', 'a.html')).rejects.toMatchObject({ code: 'file-without-text' });
    await expect(read(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10), 'a.txt')).rejects.toMatchObject({ code: 'file-not-supported' });
    await expect(read(Uint8Array.of(0, 1, 2, 3, 0, 0, 9), 'a.docx')).rejects.toMatchObject({ code: 'file-damaged', details: { format: 'Word document' } });
    await expect(read(Uint8Array.of(0, 1, 2, 3, 0, 0, 9), 'a.bin')).rejects.toMatchObject({ code: 'file-not-supported', details: { found: '' } });
    await expect(read('PK\x03\x04 and nothing more', 'a.docx')).rejects.toMatchObject({ code: 'file-damaged', details: { format: 'Word document' } });
    await expect(read('PK\x03\x04 and nothing more', 'a.zip')).rejects.toMatchObject({ code: 'file-not-supported', details: { found: 'a ZIP archive' } });
  });

  test('an encrypted Office file is locked; old Office files are named', async () => {
    await expect(read(compoundFile('Root Entry', 'EncryptedPackage'), 'a.docx')).rejects.toMatchObject({ code: 'file-encrypted' });
    await expect(read(compoundFile('Root Entry', 'ENCRYPTEDPACKAGE'), 'a.docx')).rejects.toMatchObject({ code: 'file-encrypted' });
    await expect(read(compoundFile('Root Entry', 'WordDocument'), 'a.doc')).rejects.toMatchObject({ code: 'file-not-supported', details: { found: 'an old Word document (.doc)' } });
    await expect(read(compoundFile('Root Entry'), 'a.doc')).rejects.toMatchObject({ details: { found: 'an old Office file' } });
    await expect(read(compoundFile().slice(0, 300), 'a.doc')).rejects.toMatchObject({ details: { found: 'an old Office file' } });
  });

  test.each(['a.txt', 'a.md', 'a.html'])('progress of %s rises to the end in at most twenty-one steps, each awaited', async (name) => {
    const file = new Blob(['A line of words.\n\n'.repeat(500_000)]);
    const events: ExtractEvent[] = [];
    let open = 0;
    await extract(file, name, undefined, async (event) => {
      open += 1;
      expect(open).toBe(1);
      await Promise.resolve();
      open -= 1;
      events.push(event);
    });
    expect(events.length).toBeGreaterThan(1);
    expect(events.length).toBeLessThanOrEqual(21);
    expect(events.map(({ done }) => done)).toEqual(events.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(events.at(-1)).toEqual({ unit: 'byte', done: file.size, of: file.size });
  }, 60_000);

  test('a guessed encoding is reported, a certain one is not', async () => {
    const latin = Uint8Array.from('Größe und Länge für Österreich. '.repeat(20), (letter) => letter.charCodeAt(0));
    expect((await read(latin, 'a.txt')).report.guessedEncoding).toBeDefined();
    expect((await read('Größe', 'a.txt')).report.guessedEncoding).toBeUndefined();
  });
});

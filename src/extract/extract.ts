/** Reads a dropped file: finds out what it is, has the right reader read it, and checks that there is something to read. */
import type { ExtractEvent, Extraction } from '../contract/extraction.ts';
import type { OnEvent } from '../contract/events.ts';
import { Problem } from '../contract/problem.ts';
import { countWords } from './count-words.ts';
import { byteProgress } from './progress.ts';
import type { ReadableFile, Reading } from './reader.ts';
import { promisedFormat, sniff, SNIFFED_BYTES } from './sniff.ts';

/**
 * Reads one file into canonical text, its blocks and its pages. The bytes decide what it is; the name only chooses among
 * plain text, Markdown and HTML. It runs on files from strangers and may be slow: the caller holds a deadline.
 * @throws Problem file-empty, file-not-supported, file-locked, file-encrypted, file-damaged, file-over-limit, file-without-text
 */
export async function extract(file: Blob, fileName: string, password: string | undefined, onEvent: OnEvent<ExtractEvent>): Promise<Extraction> {
  const sniffed = sniff(new Uint8Array(await file.slice(0, SNIFFED_BYTES).arrayBuffer()), fileName);
  if (sniffed.kind === 'pdf') {
    const { extractPdf } = await import('./pdf-extract.ts');
    return extractPdf(file, fileName, password, onEvent);
  }
  if (sniffed.kind === 'other') throw notSupported(fileName, sniffed.found);
  const source: ReadableFile = { file, fileName, progress: byteProgress(file.size, onEvent) };
  return complete(await readWith(sniffed.kind, source), fileName);
}

// Each reader is loaded when the first file of its kind comes: a text file does not wait for the code of archives.
async function readWith(kind: 'text' | 'markdown' | 'html' | 'zip' | 'ole' | 'empty', source: ReadableFile): Promise<Reading> {
  switch (kind) {
    case 'empty':
      throw new Problem('file-empty', { fileName: source.fileName });
    case 'ole':
      return refuseOle(source);
    case 'zip':
      return (await import('./read-docx.ts')).readDocx(source);
    case 'html':
      return (await import('./read-html.ts')).readHtml(source);
    case 'markdown':
      return (await import('./read-markdown.ts')).readMarkdown(source);
    case 'text':
      return (await import('./read-text.ts')).readText(source);
  }
}

async function refuseOle({ file, fileName }: ReadableFile): Promise<never> {
  const { oleKind } = await import('./ole-kind.ts');
  const kind = await oleKind(file);
  // A password could not be used: the encryption of Office files is not read yet.
  if (kind === 'locked') throw new Problem('file-encrypted', { fileName });
  throw new Problem('file-not-supported', { fileName, found: kind });
}

/** A file that is named as one Carrel reads, and is nothing known, is what is left of one. */
function notSupported(fileName: string, found: string): Problem {
  const format = promisedFormat(fileName);
  return found === '' && format !== undefined
    ? new Problem('file-damaged', { fileName, format })
    : new Problem('file-not-supported', { fileName, found });
}

function complete({ format, extractor, text, blocks, title, guessedEncoding }: Reading, fileName: string): Extraction {
  if (blocks.length === 0) throw new Problem('file-without-text', { fileName, pages: 0 });
  return {
    format,
    extractor,
    ...(title === undefined ? {} : { title }),
    text,
    blocks,
    pages: [],
    report: { words: countWords(text), pagesWithoutText: [], ...(guessedEncoding === undefined ? {} : { guessedEncoding }) },
  };
}

/** Saved web pages: the words a browser would show, without loading anything. */
import { Problem } from '../contract/problem.ts';
import { BlockWriter } from './block-writer.ts';
import { canonical } from './canonical.ts';
import { decodeText } from './decode-text.ts';
import { EXTRACTORS } from './extractors.ts';
import { HTML_DEPTH, HtmlText, HtmlTooDeep } from './html-text.ts';
import { byteProgress } from './progress.ts';
import { readBytes } from './read-bytes.ts';
import type { ReadableFile, Reading } from './reader.ts';

/** Characters parsed between two reports of progress, and two chances to be stopped. */
const WINDOW = 500_000;

/** @throws Problem file-over-limit when elements are nested too deep */
export async function readHtml({ file, fileName, progress }: ReadableFile): Promise<Reading> {
  // Reading is quick; it is the parsing that takes the time which progress tells.
  const bytes = await readBytes({ file, fileName, progress: byteProgress(file.size, () => {}) });
  const { text: html, guessedEncoding } = await decodeText(bytes, 'html');
  const writer = new BlockWriter();
  const visible = new HtmlText(writer);
  try {
    for (let start = 0; start < html.length; start += WINDOW) {
      visible.write(html.slice(start, start + WINDOW));
      await progress(Math.round((Math.min(html.length, start + WINDOW) / html.length) * file.size));
    }
    visible.end();
  } catch (error) {
    if (!(error instanceof HtmlTooDeep)) throw error;
    throw new Problem('file-over-limit', { fileName, limit: `${HTML_DEPTH.toLocaleString('en')} elements inside each other` }, { cause: error });
  }
  const { title } = visible;
  return { format: 'html', extractor: EXTRACTORS.html, ...writer.finish(), title: title === undefined ? undefined : canonical(title), guessedEncoding };
}

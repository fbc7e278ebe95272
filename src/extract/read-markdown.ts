/** Markdown: its words and structure, without its signs. */
import { Problem } from '../contract/problem.ts';
import { BlockWriter } from './block-writer.ts';
import { canonical } from './canonical.ts';
import { decodeText } from './decode-text.ts';
import { EXTRACTORS } from './extractors.ts';
import { HTML_DEPTH, HtmlTooDeep } from './html-text.ts';
import { nestsTooDeep, writeMarkdown } from './markdown-blocks.ts';
import { readBytes } from './read-bytes.ts';
import { paragraphs } from './read-text.ts';
import type { ReadableFile, Reading } from './reader.ts';

const FRONT_MATTER = /^---[ \t]*\n((?:(?!---).*\n){0,200})(?:---|\.\.\.)[ \t]*(?:\n|$)/;
const FRONT_TITLE = /^title[ \t]*:[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|(.*))$/m;

/** Longer than any notes, and where the lexer begins to need many times its memory: read as plain text. */
const LEXED_LENGTH = 20_000_000;

/**
 * Reads a Markdown file. What cannot be Markdown in good faith (nested without end, tens of megabytes) is read as plain
 * text, so that its words are found. Front matter stays as a block of code: tags and dates in it are worth finding.
 * @throws Problem file-over-limit when HTML in it is nested too deep
 */
export async function readMarkdown(source: ReadableFile): Promise<Reading> {
  const { text: decoded, guessedEncoding } = await decodeText(await readBytes(source), 'nothing');
  const markdown = canonical(decoded);
  if (markdown.length > LEXED_LENGTH || nestsTooDeep(markdown)) {
    return { format: 'markdown', extractor: EXTRACTORS.markdown, text: markdown, blocks: paragraphs(markdown), guessedEncoding };
  }
  const writer = new BlockWriter();
  const front = FRONT_MATTER.exec(markdown);
  if (front?.[1] !== undefined) writer.add('code', 0, front[1]);
  try {
    writeMarkdown(front ? markdown.slice(front[0].length) : markdown, writer);
  } catch (error) {
    if (!(error instanceof HtmlTooDeep)) throw error;
    throw new Problem('file-over-limit', { fileName: source.fileName, limit: `${HTML_DEPTH.toLocaleString('en')} elements inside each other` }, { cause: error });
  }
  const written = writer.finish();
  const heading = written.blocks.find(({ kind, level }) => kind === 'heading' && level === 1);
  const title = titleOf(front?.[1]) ?? (heading && written.text.slice(heading.start, heading.end));
  return { format: 'markdown', extractor: EXTRACTORS.markdown, ...written, title, guessedEncoding };
}

function titleOf(frontMatter: string | undefined): string | undefined {
  const match = frontMatter === undefined ? null : FRONT_TITLE.exec(frontMatter);
  const title = (match?.[1] ?? match?.[2] ?? match?.[3])?.trim();
  return title === '' ? undefined : title;
}

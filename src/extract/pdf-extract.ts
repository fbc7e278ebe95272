/** Reads a PDF: canonical text with blocks, and for every piece of it the place where it stands on its page. */
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { OnEvent } from '../contract/events.ts';
import type { Block, ExtractEvent, Extraction, Page } from '../contract/extraction.ts';
import { Problem } from '../contract/problem.ts';
import { canonical } from './canonical.ts';
import { countWords } from './count-words.ts';
import { EXTRACTORS } from './extractors.ts';
import { toOverlays } from './pdf-annotations.ts';
import { openPdf } from './pdf-document.ts';
import { markHeadings } from './pdf-headings.ts';
import { joinBrokenWords } from './pdf-hyphens.ts';
import { toLines } from './pdf-lines.ts';
import { readOutline } from './pdf-outline.ts';
import { PageWriter, type PageText } from './pdf-page-text.ts';
import { toParagraphs } from './pdf-paragraphs.ts';
import { toPieces, type PdfFont, type PdfItem } from './pdf-pieces.ts';

const MOST_PAGES = 20_000;
/** In UTF-16 units. Strings end at 2^29 − 24. */
const LONGEST_TEXT = 200_000_000;
const MILLISECONDS_BETWEEN_EVENTS = 50;

/** Where the text of a page stands, and how large the page is, in points as shown. */
interface ReadPage extends PageText {
  width: number;
  height: number;
}

/** @throws Problem file-empty, file-locked, file-damaged, file-over-limit, file-without-text */
export async function extractPdf(
  file: Blob,
  fileName: string,
  password: string | undefined,
  onEvent: OnEvent<ExtractEvent>,
): Promise<Extraction> {
  const { document, close } = await openPdf(file, fileName, password);
  try {
    if (document.numPages > MOST_PAGES) throw new Problem('file-over-limit', { fileName, limit: '20,000 pages' });
    const read = await readPages(document, fileName, onEvent);
    const pages = joinBrokenWords(read);
    markHeadings(pages, await readOutline(document));
    const sizes = read.map(({ width, height }) => ({ width, height }));
    const title = await readTitle(document);
    return { ...assemble(pages, sizes, await readLabels(document)), ...(title === undefined ? {} : { title }) };
  } finally {
    await close();
  }
}

/** @throws Problem file-damaged when no page can be read, file-without-text, file-over-limit */
async function readPages(document: PDFDocumentProxy, fileName: string, onEvent: OnEvent<ExtractEvent>): Promise<ReadPage[]> {
  const of = document.numPages;
  const pages: ReadPage[] = [];
  let [told, length, unreadable] = [-Infinity, 0, 0];
  for (let number = 1; number <= of; number += 1) {
    const page = await readPage(document, number);
    if (!page) unreadable += 1;
    pages.push(page ?? EMPTY_PAGE);
    length += page?.text.length ?? 0;
    if (length > LONGEST_TEXT) throw new Problem('file-over-limit', { fileName, limit: '200 million characters of text' });
    if (number < of && performance.now() - told < MILLISECONDS_BETWEEN_EVENTS) continue;
    await onEvent({ unit: 'page', done: number, of });
    told = performance.now();
  }
  if (of === unreadable) throw new Problem('file-damaged', { fileName, format: 'PDF' });
  if (length === 0) throw new Problem('file-without-text', { fileName, pages: of });
  return pages;
}

/** A sheet of A4, in points: what a page that cannot be read is taken for. */
const EMPTY_PAGE: ReadPage = { text: '', blocks: [], starts: [], ends: [], boxes: [], hyphens: [], width: 595, height: 842 };

/** `undefined` when the page is damaged: the rest of the document is worth having all the same. */
async function readPage(document: PDFDocumentProxy, number: number): Promise<ReadPage | undefined> {
  let page: PDFPageProxy | undefined;
  try {
    page = await document.getPage(number);
    const { width, height, transform } = page.getViewport({ scale: 1 });
    const writer = new PageWriter();
    for (const paragraph of toParagraphs(toLines(await readPieces(page, transform)))) writer.addParagraph(paragraph);
    const annotations = await page.getAnnotations({ intent: 'display' }).catch(() => []);
    for (const overlay of toOverlays(annotations, transform)) writer.addOverlay(overlay);
    return { ...writer.finish(), width, height };
  } catch {
    return undefined;
  } finally {
    page?.cleanup();
  }
}

async function readPieces(page: PDFPageProxy, toPage: readonly number[]) {
  const { items, styles } = await page.getTextContent({ disableNormalization: true });
  const texts = items.filter((item): item is Extract<typeof item, PdfItem> => 'str' in item);
  return toPieces(texts, new Map<string, PdfFont>(Object.entries(styles)), toPage);
}

function assemble(pages: readonly PageText[], sizes: readonly { width: number; height: number }[], labels: readonly string[]): Extraction {
  const parts: string[] = [];
  const blocks: Block[] = [];
  let length = 0;
  const placed = pages.map((page, index): Page => {
    if (page.text !== '' && length > 0) {
      parts.push('\n\n');
      length += 2;
    }
    const shift = length;
    parts.push(page.text);
    length += page.text.length;
    for (const { kind, level, start, end } of page.blocks) blocks.push({ kind, level, start: start + shift, end: end + shift });
    const label = labels[index];
    return {
      number: index + 1,
      ...(label === undefined || label === String(index + 1) ? {} : { label }),
      start: shift,
      end: length,
      ...(sizes[index] ?? EMPTY_PAGE),
      starts: Uint32Array.from(page.starts, (start) => start + shift),
      ends: Uint32Array.from(page.ends, (end) => end + shift),
      boxes: Float32Array.from(page.boxes),
    };
  });
  const text = parts.join('');
  const pagesWithoutText = placed.filter(({ start, end }) => start === end).map(({ number }) => number);
  return { format: 'pdf', extractor: EXTRACTORS.pdf, text, blocks, pages: placed, report: { words: countWords(text), pagesWithoutText } };
}

/** Labels longer than this are no page numbers. */
const LONGEST_LABEL = 20;

/** Empty where the document has none. */
async function readLabels(document: PDFDocumentProxy): Promise<string[]> {
  const labels = (await document.getPageLabels().catch(() => null)) ?? [];
  return labels.map((label, index) => canonical(label).trim().slice(0, LONGEST_LABEL) || String(index + 1));
}

const LONGEST_TITLE = 300;
/** What programs write when nobody gave a title: a file's name, a path, or a word for "nothing". */
const NO_TITLE = /^(?:untitled|unknown|document\d*|microsoft (?:word|powerpoint|excel) - .*|.*\.[a-z]{2,4}\d?|.*[\\/].*[\\/].*)$/iu;

async function readTitle(document: PDFDocumentProxy): Promise<string | undefined> {
  const { info } = await document.getMetadata().catch(() => ({ info: {} }));
  const title = (info as { Title?: unknown }).Title;
  if (typeof title !== 'string' || title.length > LONGEST_TITLE) return undefined;
  const tidy = canonical(title).replace(/\s+/gu, ' ').trim();
  return /\p{L}{2}/u.test(tidy) && !NO_TITLE.test(tidy) ? tidy : undefined;
}

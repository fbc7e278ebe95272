/** Reads the table of contents that a PDF carries, as a help to find its headings. */
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { normalisedTitle, type Outline } from './pdf-headings.ts';

/** Hostile outlines are endless; a person's are not. */
const MOST_TITLES = 20_000;
/** Shorter titles ("A", "12") are found everywhere. */
const SHORTEST = 3;

interface Entry {
  title?: unknown;
  items?: unknown;
}

export async function readOutline(document: PDFDocumentProxy): Promise<Outline> {
  const outline = new Map<string, number>();
  let level: Entry[] = (await document.getOutline().catch(() => null)) ?? [];
  let seen = 0;
  for (let depth = 1; level.length > 0 && seen < MOST_TITLES; depth += 1) {
    seen += level.length;
    for (const { title } of level) {
      const key = typeof title === 'string' ? normalisedTitle(title) : '';
      if (key.length >= SHORTEST && !outline.has(key)) outline.set(key, depth);
    }
    level = level.flatMap(({ items }) => (Array.isArray(items) ? (items as Entry[]) : []));
  }
  return outline;
}

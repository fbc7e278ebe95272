/** The line under a document's name: what is happening to it, or what it is, in words and numbers. */
import type { DocumentItem, WorkStep } from '../../contract/library.ts';
import { explainPlain } from '../explain.ts';
import { bytesWords } from '../kit/bytes-words.ts';
import { countWords, numberWords } from '../kit/count-words.ts';
import { pageRanges } from '../kit/page-ranges.ts';

export interface DocumentLine {
  text: string;
  tone: 'plain' | 'warn' | 'bad';
  /** From 0 to 1, while there is something to measure. */
  progress?: number;
}

function workLine(work: WorkStep): DocumentLine {
  if (work.step === 'storing') return { text: 'Storing', tone: 'plain' };
  if (work.step === 'indexing-words') return { text: 'Indexing its words', tone: 'plain' };
  const progress = work.of > 0 ? Math.min(1, work.done / work.of) : 0;
  if (work.step === 'indexing-meaning') {
    const text = `Findable by word; by meaning ${numberWords(work.done)} of ${countWords(work.of, 'passage')}`;
    return { text, tone: 'plain', progress };
  }
  if (work.unit === 'page') {
    // `done` pages are finished, so the next one is being read.
    return { text: `Reading page ${numberWords(Math.min(work.done + 1, Math.max(1, work.of)))} of ${numberWords(work.of)}`, tone: 'plain', progress };
  }
  return { text: `Reading ${bytesWords(work.done)} of ${bytesWords(work.of)}`, tone: 'plain', progress };
}

function readyLine(item: DocumentItem): DocumentLine {
  const size = item.pages !== undefined && item.pages > 0 ? countWords(item.pages, 'page') : item.report ? countWords(item.report.words, 'word') : bytesWords(item.bytes);
  const blank = item.report?.pagesWithoutText ?? [];
  if (blank.length > 0) return { text: `${size} · no text found on ${pageRanges(blank)}`, tone: 'warn' };
  const half = item.findable === 'by-word' ? ' · findable by word' : '';
  return { text: size + half, tone: 'plain' };
}

export function documentLine(item: DocumentItem): DocumentLine {
  const { state } = item;
  if (state.status === 'waiting') return { text: 'Waiting', tone: 'plain' };
  if (state.status === 'working') return workLine(state.work);
  if (state.status === 'failed') return { text: explainPlain(state.problem).brief, tone: 'bad' };
  return readyLine(item);
}

const KINDS = { text: 'TXT', markdown: 'MD', html: 'HTML', pdf: 'PDF', docx: 'DOCX' } as const;

/** The few letters in front of a document's name. Before a file was read, its extension is the best guess. */
export function kindBadge({ format, name }: Pick<DocumentItem, 'format' | 'name'>): string {
  if (format) return KINDS[format];
  const extension = /\.([a-z0-9]{1,4})$/i.exec(name)?.[1];
  return extension?.toUpperCase() ?? '';
}

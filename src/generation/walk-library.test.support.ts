/** Documents in memory to walk through, with a model in whose eyes sentences that share a word are alike. */
import type { DocumentId, Span } from '../contract/range.ts';
import type { Passage } from '../contract/search.ts';
import { wordsOf } from './follow-up-words.ts';
import type { TableRow, WalkParts } from './walk-parts.ts';
import { sameWord } from './word-forms.ts';

/** Passages by name of the document. One may begin with "# Heading" on a line of its own; lines with tabs are rows of a table. */
export function walkLibrary(documents: Record<string, string[]>, changes: Partial<WalkParts> = {}): WalkParts & { read: string[] } {
  const passages = new Map<string, Passage>();
  const tables = new Map<string, TableRow[][]>();
  const read: string[] = [];
  for (const [name, texts] of Object.entries(documents)) {
    let at = 10;
    for (const [number, text] of texts.entries()) {
      const headings = /^# (.+)\n/u.exec(text)?.slice(1) ?? [];
      passages.set(`${name} ${number}`, { range: { documentId: name as DocumentId, start: at, end: at + text.length }, documentName: name, format: 'text', place: { headings }, text });
      const rows = [...text.matchAll(/^.*\t.*$/gmu)].map(({ 0: row, index }) => ({ start: at + index, end: at + index + row.length, text: row }));
      if (rows.length > 0) tables.set(name, [...(tables.get(name) ?? []), rows]);
      at += text.length + 2;
    }
  }
  return {
    read,
    documents: Object.entries(documents).map(([name, texts]) => ({ id: name as DocumentId, name, passages: texts.length })),
    narrowed: false,
    passage: async (id, number) => {
      read.push(`${id} ${number}`);
      return passages.get(`${id} ${number}`);
    },
    sentences: sentencesIn,
    bestFitting: async (_signal, text, ids) => ids.toSorted((a, b) => shared(text, textOf(passages, b)) - shared(text, textOf(passages, a))),
    topic: async (_signal, text) => ({
      floor: 0.5,
      rate: async (_own, batch) => batch.map(({ passage }) => sentencesIn(passage).map((span) => ({ ...span, score: shared(text, passage.text.slice(span.start - passage.range.start, span.end - passage.range.start)) }))),
    }),
    embed: async () => undefined,
    tables: async (id) => tables.get(id) ?? [],
    ...changes,
  };
}

const textOf = (passages: ReadonlyMap<string, Passage>, id: DocumentId): string => [...passages.values()].filter(({ range }) => range.documentId === id).map(({ text }) => text).join(' ');

/** Share of the words of `wanted` of which `text` has a form. */
function shared(wanted: string, text: string): number {
  const [words, there] = [wordsOf(wanted), wordsOf(text)];
  return words.filter(({ folded }) => there.some((word) => sameWord(word.folded, folded))).length / Math.max(1, words.length);
}

/** Sentences by full stops, headings left out. */
function sentencesIn({ text, range, place }: Passage): Span[] {
  const skip = place.headings.length > 0 ? text.indexOf('\n') + 1 : 0;
  return [...text.slice(skip).matchAll(/[^\s.][^.\n]*[.\n]?/gu)].map(({ 0: sentence, index }) => {
    const start = range.start + skip + index;
    return { start, end: start + sentence.trimEnd().length };
  });
}

/** Puts what is stored of a document into the index in memory, and counts it. Nothing here waits, so no search comes in between. */
import type { DocumentId } from '../contract/range.ts';
import type { VectorsRecord, WordsRecord } from '../contract/stored.ts';
import type { Entry } from './shelf.ts';

/** The index in memory, which answers searches. */
export interface MemoryIndex {
  setWords(words: WordsRecord): void;
  addVectors(vectors: VectorsRecord): void;
  drop(id: DocumentId): void;
}

export function takeWords(index: MemoryIndex, entry: Entry, words: WordsRecord | undefined): void {
  Object.assign(entry, { wordsStamp: words?.stamp, passages: words?.headingOf.length ?? 0, vectors: 0 });
  if (words) index.setWords(words);
}

/** Only vectors that were made from the passages as they are now count. */
export function takeVectors(index: MemoryIndex, entry: Entry, stored: readonly VectorsRecord[]): void {
  for (const batch of stored) {
    if (batch.stamp !== entry.wordsStamp || batch.firstPassage !== entry.vectors) break;
    index.addVectors(batch);
    entry.vectors += batch.count;
  }
}

/** In the place of what there was before. */
export function replaceInIndex(index: MemoryIndex, entry: Entry, words: WordsRecord | undefined, vectors: readonly VectorsRecord[]): void {
  index.drop(entry.record.id);
  takeWords(index, entry, words);
  takeVectors(index, entry, vectors);
}

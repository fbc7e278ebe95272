/** What must be done to a document is compared, never remembered: no flag can be left wrong by a crash. */
import type { DocumentRecord } from '../contract/stored.ts';

export interface Stored {
  record: DocumentRecord;
  /** What its passages were made with; `undefined` when it has none. */
  wordsStamp: string | undefined;
  passages: number;
  /** Leading passages that have a vector in the wanted space, made from these passages. */
  vectors: number;
}

export interface Wanted {
  /** What passages are made with, apart from the extractor: chunker, its settings and whose tokens it counts. */
  passages: string;
  /** The embedding space; `undefined` while no model can run. */
  space: string | undefined;
}

export type Step = 'read' | 'words' | 'meaning' | 'nothing';

/** Equal stamp: nothing to redo. */
export const stampOf = (extractor: string, wanted: Wanted) => `${extractor}|${wanted.passages}`;

export function nextStep({ record, wordsStamp, passages, vectors }: Stored, wanted: Wanted): Step {
  if (record.removedAt !== undefined || record.problem) return 'nothing';
  if (record.extractor === undefined) return 'read';
  const stale = wordsStamp !== stampOf(record.extractor, wanted);
  // Without a model nobody can say how passages should be cut: those that exist stay, and their vectors with them.
  if (wordsStamp === undefined || (stale && wanted.space !== undefined)) return 'words';
  return wanted.space !== undefined && vectors < passages ? 'meaning' : 'nothing';
}

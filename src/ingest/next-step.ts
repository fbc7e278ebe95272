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

/** Ends the stamp of passages that were cut while no model could count tokens. */
export const UNCOUNTED = '/words';

export function nextStep({ record, wordsStamp, passages, vectors }: Stored, wanted: Wanted): Step {
  if (record.removedAt !== undefined || record.problem) return 'nothing';
  if (record.extractor === undefined) return 'read';
  if (wordsStamp === undefined) return 'words';
  // Cut by a guess, and now it can be done well.
  if (wordsStamp.endsWith(UNCOUNTED) && !wanted.passages.endsWith(UNCOUNTED)) return 'words';
  return wanted.space !== undefined && vectors < passages ? 'meaning' : 'nothing';
}

/**
 * Whether a document was read or cut by an older version of Carrel. It stays findable as it is until a person has it read again: nobody's
 * index is taken apart because of an update.
 * @param extractor the reader of today for its format
 */
export function isDrifted({ record, wordsStamp }: Pick<Stored, 'record' | 'wordsStamp'>, wanted: Wanted, extractor: string): boolean {
  if (record.removedAt !== undefined || record.problem || record.extractor === undefined || wordsStamp === undefined) return false;
  if (record.extractor !== extractor) return true;
  const counted = !wanted.passages.endsWith(UNCOUNTED) && !wordsStamp.endsWith(UNCOUNTED);
  return counted && wordsStamp !== stampOf(record.extractor, wanted);
}

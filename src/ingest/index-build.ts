/**
 * Makes a second set of vectors beside the one that answers. What is missing is computed from what is stored, so a build that was paused,
 * reloaded or killed goes on where it was, and documents that come meanwhile are in it as well.
 */
import type { DocumentId } from '../contract/range.ts';
import type { VectorsRecord, WordsRecord } from '../contract/stored.ts';
import { indexMeaning, type MeaningParts } from './steps.ts';

/** `embed` is that of the model that is built for. */
export interface BuildParts extends MeaningParts {
  /** Every document that can be found by word now, with the stamp and the number of its passages. */
  documents(): { id: DocumentId; stamp: string; passages: number }[];
  words(id: DocumentId): Promise<WordsRecord | undefined>;
  vectors(space: string, id: DocumentId): Promise<VectorsRecord[]>;
  /** Resolves when nothing asks the build to wait. */
  gate(): Promise<void>;
}

/** In passages. */
export interface BuildProgress {
  done: number;
  of: number;
}

/** Leading passages whose vectors are here and were made from the passages of that stamp. */
export function vectorsMade(batches: readonly VectorsRecord[], stamp: string): number {
  let made = 0;
  for (const batch of batches) {
    if (batch.stamp !== stamp || batch.firstPassage !== made) break;
    made += batch.count;
  }
  return made;
}

/**
 * Gives every passage of every document its vector in the space. Resolves once a whole round found nothing missing.
 * @throws what the model throws; the signal's reason once it is aborted. What was made stays.
 */
export async function buildIndex(
  signal: AbortSignal,
  parts: BuildParts,
  target: { space: string; dimensions: number },
  onProgress: (progress: BuildProgress) => void,
): Promise<void> {
  for (let before = ''; ; ) {
    const { items, done, of } = await unfinished(parts, target.space);
    onProgress({ done, of });
    if (items.length === 0) return;
    const left = items.map(({ id, made }) => `${id}/${made}`).join();
    // Should what was made not have been kept, the next round would be the same for ever.
    if (left === before) throw new Error('Vectors were made and are not there.');
    before = left;
    await makeMissing(signal, parts, target, items, (made) => onProgress({ done: done + made, of }));
  }
}

type Unfinished = { id: DocumentId; made: number }[];

async function makeMissing(
  signal: AbortSignal,
  parts: BuildParts,
  target: { space: string; dimensions: number },
  items: Unfinished,
  onMade: (passages: number) => void,
): Promise<void> {
  let total = 0;
  for (const { id, made } of items) {
    await parts.gate();
    signal.throwIfAborted();
    const words = await parts.words(id);
    if (!words) continue;
    await indexMeaning(signal, parts, words, { ...target, done: made }, async ({ count }) => {
      onMade((total += count));
      await parts.gate();
      signal.throwIfAborted();
    });
  }
}

async function unfinished(parts: BuildParts, space: string): Promise<BuildProgress & { items: Unfinished }> {
  const items: Unfinished = [];
  let [done, of] = [0, 0];
  for (const { id, stamp, passages } of parts.documents()) {
    const made = Math.min(passages, vectorsMade(await parts.vectors(space, id), stamp));
    of += passages;
    done += made;
    if (made < passages) items.push({ id, made });
  }
  return { items, done, of };
}

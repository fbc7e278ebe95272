/** Documents as a small office may have them, made up of sentences from seeded chance: as many passages as a test needs, the same in every run. */
import type { DroppedFile } from './carrel-page.ts';
import { seeded } from './hub/seeded.ts';

const WHO = ['The tenant', 'The landlord', 'The river keeper', 'The treasurer', 'A visitor', 'The librarian', 'Each party', 'The gardener', 'The committee', 'The subscriber', 'The night watchman', 'The supplier'];
const DOES = ['shall give notice of', 'pays for', 'measures', 'writes down', 'may cancel', 'looks after', 'is answerable for', 'reports on', 'asks in writing for', 'keeps a record of', 'objects to', 'inspects'];
const WHAT = ['the repairs of the roof', 'the level of the river', 'the snow on the northern path', 'the yearly plan', 'the billing of the subscription', 'the lamps in the reading room', 'the books on loan', 'the agreement about the garden', 'the delivery of coal', 'the contract with the printer', 'the keys of the boat house', 'the minutes of the meeting'];
const WHEN = ['within thirty days', 'before the end of spring', 'every second Tuesday', 'as the law of the county says', 'when the water rises', 'unless the other party agrees', 'at its own expense', 'after the first frost', 'in the presence of two witnesses', 'by the end of the month', 'without being asked', 'as long as the lease runs'];

/** Together about as long as the passages that Carrel cuts, so that a paragraph is a passage. */
const SENTENCES_A_PARAGRAPH = 9;

/** @param seed other seeds give other documents */
export function madeUpPapers(seed: number, documents: number, paragraphs: number): DroppedFile[] {
  const next = seeded(seed);
  const one = (list: readonly string[]) => list[Math.floor(next() * list.length)];
  const sentence = () => `${one(WHO)} ${one(DOES)} ${one(WHAT)} ${one(WHEN)}.`;
  const paragraph = (_: unknown, i: number) => `In entry ${i + 1}: ${Array.from({ length: SENTENCES_A_PARAGRAPH }, sentence).join(' ')}`;
  return Array.from({ length: documents }, (_, i) => ({
    name: `papers-${seed}-${i + 1}.txt`,
    bytes: Buffer.from(Array.from({ length: paragraphs }, paragraph).join('\n\n')),
  }));
}

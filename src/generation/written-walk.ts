/**
 * Has a model answer about whole documents that are longer than its context: it is asked about one window of passages after another, and
 * then once more with the passages that it cited. Its notes are thrown away; what stays are the words they cite, so the last answer is made
 * of the documents and of nothing else.
 */
import type { Draft, Evidence, GenerateEvent, Generated } from '../contract/answer.ts';
import type { OnEvent } from '../contract/events.ts';
import type { Passage } from '../contract/search.ts';
import { MOST_ITEMS, type OnWalking, type WalkParts, type WalkWriter } from './walk-parts.ts';

/** Passages that a model reads for one answer. A small model takes seconds for each window of ten. */
export const MOST_WRITTEN = 240;
/** Units of text that a token is, at least, in most scripts; where it is less, packing leaves out what does not fit. */
const UNITS_PER_TOKEN = 3.5;
/** Passages in a window whose notes are the answer: a model writes a handful of sentences at a time, and none may be crowded out. */
const NOTED_AT_ONCE = 4;
/** Tokens of the line above each passage. */
const LABEL_TOKENS = 30;

/** A passage that may be read, and how much it promises. */
export interface Promising {
  passage: Passage;
  score: number;
}

export interface WrittenWalk {
  made: Generated;
  items: Evidence[];
}

export interface Task {
  /** Asked of every window. */
  note: string;
  /** Asked at the end; absent when the notes are the answer. */
  answer?: string;
}

/**
 * @param passages in reading order
 * @param begin is told the evidence before the last text begins
 * @returns `undefined` when the model found nothing to cite
 * @throws the signal's reason; whatever the writer throws
 */
export async function writeWalk(
  signal: AbortSignal, { writer, parts }: { writer: WalkWriter; parts: Pick<WalkParts, 'sentences'> }, task: Task, passages: readonly Promising[],
  on: { walking: OnWalking; begin(items: Evidence[]): Promise<void>; event: OnEvent<GenerateEvent> },
): Promise<WrittenWalk | undefined> {
  const all = passages.map(({ passage, score }, i): Evidence => ({ ...passage, number: i + 1, score, sentences: parts.sentences(passage).map((span) => ({ ...span, score })) }));
  const windows = windowsOf(all, writer.evidenceTokens, task.answer === undefined ? NOTED_AT_ONCE : Infinity);
  if (windows.length === 1 && all.length <= MOST_ITEMS && task.answer !== undefined) return last(signal, writer, task.answer, all, on);
  const notes: Draft['sentences'] = [];
  let done = 0;
  for (const window of windows) {
    const { draft } = await writer.generator.generate(signal, { question: task.note, evidence: window, tokenBudget: writer.evidenceTokens }, () => {});
    notes.push(...draft.sentences);
    await on.walking({ type: 'walking', done: (done += window.length), of: all.length });
  }
  const items = citedBy(notes, all);
  if (items.length === 0) return undefined;
  if (task.answer !== undefined) return last(signal, writer, task.answer, items.map(({ item }, i) => ({ ...item, number: i + 1 })), on);
  const numbers = new Map(items.map(({ was }, i) => [was, i + 1]));
  const sentences = notes.map((note) => ({ ...note, opens: 'item' as const, cites: note.cites.flatMap((cite) => (numbers.has(cite.evidence) ? [{ ...cite, evidence: numbers.get(cite.evidence)! }] : [])) }));
  const kept = items.map(({ item }, i) => ({ ...item, number: i + 1 }));
  await on.begin(kept);
  return { made: { draft: { sentences: sentences.filter(({ cites }) => cites.length > 0) } }, items: kept };
}

async function last(signal: AbortSignal, writer: WalkWriter, question: string, items: Evidence[], on: { begin(items: Evidence[]): Promise<void>; event: OnEvent<GenerateEvent> }): Promise<WrittenWalk | undefined> {
  await on.begin(items);
  const made = await writer.generator.generate(signal, { question, evidence: items, tokenBudget: writer.evidenceTokens }, on.event);
  return made.draft.sentences.length > 0 ? { made, items } : undefined;
}

/** Passages in reading order, as many at a time as there is room for. */
function windowsOf(all: readonly Evidence[], tokens: number, most: number): Evidence[][] {
  const windows: Evidence[][] = [];
  let room = 0;
  for (const item of all) {
    const own = item.text.length / UNITS_PER_TOKEN + LABEL_TOKENS;
    if (own > room || (windows.at(-1)?.length ?? most) === most) {
      windows.push([]);
      room = tokens;
    }
    windows.at(-1)!.push(item);
    room -= own;
  }
  return windows;
}

/** The passages that notes cite, the most cited first to be kept, in reading order. */
function citedBy(notes: Draft['sentences'], all: readonly Evidence[]): { was: number; item: Evidence }[] {
  const times = new Map<number, number>();
  for (const { cites } of notes) for (const { evidence } of cites) times.set(evidence, (times.get(evidence) ?? 0) + 1);
  return [...times]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, MOST_ITEMS)
    .map(([was, score]) => ({ was, item: { ...all[was - 1]!, score } }))
    .toSorted((a, b) => a.was - b.was);
}

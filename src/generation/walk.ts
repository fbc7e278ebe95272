/**
 * Answers questions about whole documents by walking through every passage of them: sums up, compares, lists all, counts. Quotations always,
 * and from a model's pen where there is one and the question leaves it something to say; counts and tables are always the program's own.
 */
import type { AnswerMode, Evidence, EvidenceSet, GenerateEvent, Generated } from '../contract/answer.ts';
import type { OnEvent } from '../contract/events.ts';
import { isAbort } from '../contract/problem.ts';
import { compare, sharedHeadings } from './compare.ts';
import { count } from './count.ts';
import { findAll, showAll } from './list-all.ts';
import { summarise } from './summarise.ts';
import { CHOSEN, chooseDocuments, MOST_SPOKEN_OF, type Chosen } from './walk-documents.ts';
import { startWalk, withinLimit, type OnWalking, type Walk, type WalkDocument, type WalkMade, type WalkParts } from './walk-parts.ts';
import { aspectsOf, asksForWords, topicOf } from './walk-topic.ts';
import { saidOf } from './walk-words.ts';
import { MOST_WRITTEN, writeWalk, type Promising, type Task } from './written-walk.ts';

export type WalkMode = Exclude<AnswerMode, 'passages'>;
export type WalkEvent = { type: 'walking'; done: number; of: number } | { type: 'evidence'; evidence: EvidenceSet } | GenerateEvent;

export interface WalkedThrough {
  evidence: EvidenceSet;
  made: Generated;
  generator: string;
  walked: { passages: number; documents: number };
}

/** Shown as the generator of answers that quote. */
const QUOTING_WALK = 'Quoting walk 1';

/** What the quoting walk found, and what a model would be given to read. */
interface Quoted extends WalkMade {
  promising: Promising[];
  task?: Task;
}

/**
 * Tells progress in passages, then the evidence, then the sentences.
 * @returns `undefined` when there is no document to walk through, or nothing in the question to look for
 * @throws the signal's reason
 */
export async function walkDocuments(signal: AbortSignal, parts: WalkParts, mode: WalkMode, question: string, onEvent: OnEvent<WalkEvent>): Promise<WalkedThrough | undefined> {
  const named = chooseDocuments(question, parts, mode === 'summarise' || mode === 'compare');
  const { documents: wanted, few } = await fewEnough(signal, parts, mode, question, named);
  const { documents, left } = withinLimit(wanted);
  const topic = mode === 'summarise' ? '' : topicOf(question, (word) => named.names.has(word));
  if (documents.length === 0 || (mode === 'list' && topic === '')) return undefined;
  const passages = documents.reduce((sum, document) => sum + document.passages, 0);
  const walk = startWalk(signal, parts, passages, onEvent);
  const quoted = await quote(signal, parts, walk, documents, { mode, question, topic });
  const notes = [...(few > 0 ? [saidOf.bestMatching(documents.length, few)] : []), ...(left > 0 ? [saidOf.notRead(left, passages)] : [])];
  const evidenceOf = (items: Evidence[]): EvidenceSet => ({ question, items, sufficient: items.length > 0, strength: quoted.strength, floor: quoted.floor });
  const walked = { passages, documents: documents.length };
  const written = await write(signal, parts, quoted, evidenceOf, onEvent);
  if (written) {
    const read = mode === 'summarise' && quoted.promising.length < passages ? [saidOf.modelRead(quoted.promising.length, passages)] : [];
    return { ...written, made: { ...written.made, draft: { sentences: [...notes, ...read, ...written.made.draft.sentences] } }, walked };
  }
  const evidence = evidenceOf(quoted.items);
  await onEvent({ type: 'evidence', evidence });
  return { evidence, made: { draft: { sentences: [...notes, ...quoted.sentences] } }, generator: QUOTING_WALK, walked };
}

/** A few documents can be summed up or laid side by side; of many that the question does not name, those that fit it best. `few`: of how many. */
async function fewEnough(signal: AbortSignal, parts: WalkParts, mode: WalkMode, question: string, { documents, how }: Chosen): Promise<{ documents: readonly WalkDocument[]; few: number }> {
  if (documents.length <= MOST_SPOKEN_OF || mode === 'list' || mode === 'count') return { documents, few: 0 };
  const best = how === 'all' ? await parts.bestFitting(signal, question, documents.map(({ id }) => id)) : [];
  const chosen = best.flatMap((id) => documents.find((document) => document.id === id) ?? []).slice(0, CHOSEN);
  return { documents: chosen.length > 0 ? chosen : documents.slice(0, CHOSEN), few: documents.length };
}

async function quote(signal: AbortSignal, parts: WalkParts, walk: Walk, documents: readonly WalkDocument[], { mode, question, topic }: { mode: WalkMode; question: string; topic: string }): Promise<Quoted> {
  switch (mode) {
    case 'summarise': return quoteSummary(signal, parts, walk, documents, question);
    case 'compare': return quoteComparison(signal, parts, walk, documents, { question, topic });
    case 'list': {
      const found = await findAll(signal, parts, walk, documents, { topic, asWritten: asksForWords(question) });
      const places = found.all.flatMap((one) => one.places);
      return { ...showAll(found), promising: promising(places), task: { note: question } };
    }
    case 'count': return { ...(await count(signal, parts, walk, documents, { question, topic })), promising: [] };
  }
}

async function quoteSummary(signal: AbortSignal, parts: WalkParts, walk: Walk, documents: readonly WalkDocument[], question: string): Promise<Quoted> {
  const { summed, ...made } = await summarise(signal, parts, walk, documents);
  const each = Math.ceil(MOST_WRITTEN / documents.length);
  return { ...made, promising: promising(summed.flatMap(({ passages }) => passages.slice(0, each))), task: { note: NOTE_SUMMARY, answer: question } };
}

/** What every window is asked for: it begins as a question because that is what a model expects there. */
const NOTE_SUMMARY = 'What are the most important facts, decisions, dates and amounts in these passages?';

async function quoteComparison(signal: AbortSignal, parts: WalkParts, walk: Walk, documents: readonly WalkDocument[], { question, topic }: { question: string; topic: string }): Promise<Quoted> {
  if (documents.length === 1) {
    const only = await quoteSummary(signal, parts, walk, documents, question);
    return { ...only, sentences: [saidOf.oneDocument(), ...only.sentences] };
  }
  const asked = aspectsOf(topic);
  const aspects = asked.length > 0 ? asked : await sharedHeadings(startWalk(signal, parts, 0, () => {}), documents);
  if (aspects.length === 0) {
    const each = await quoteSummary(signal, parts, walk, documents, question);
    return { ...each, sentences: [saidOf.noAspect(), ...each.sentences] };
  }
  const made = await compare(signal, parts, walk, documents, aspects);
  return { ...made, promising: promising(made.items.map(({ number: _number, score, sentences: _sentences, ...passage }) => ({ passage, score }))), task: { note: question, answer: question } };
}

/** The best passages of all, each once, in reading order. */
function promising(places: readonly Promising[]): Promising[] {
  const each = new Map<string, Promising>();
  const order = new Map<string, number>();
  for (const { passage, score } of places) {
    const key = `${passage.range.start}/${passage.range.documentId}`;
    if (!order.has(passage.range.documentId)) order.set(passage.range.documentId, order.size);
    if (score > (each.get(key)?.score ?? -Infinity)) each.set(key, { passage, score });
  }
  const place = ({ passage: { range } }: Promising) => order.get(range.documentId)!;
  return [...each.values()]
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MOST_WRITTEN)
    .toSorted((a, b) => place(a) - place(b) || a.passage.range.start - b.passage.range.start);
}

/** @returns `undefined` when there is no model, nothing for it to say, or it failed: then the quotations answer */
async function write(
  signal: AbortSignal, parts: WalkParts, { promising: passages, task }: Quoted, evidenceOf: (items: Evidence[]) => EvidenceSet, onEvent: OnEvent<WalkEvent>,
): Promise<Omit<WalkedThrough, 'walked'> | undefined> {
  const { writer } = parts;
  if (!writer || !task || passages.length === 0) return undefined;
  const walking: OnWalking = onEvent;
  try {
    const written = await writeWalk(signal, { writer, parts }, task, passages, {
      walking, event: onEvent, begin: async (items) => onEvent({ type: 'evidence', evidence: evidenceOf(items) }),
    });
    return written && { evidence: evidenceOf(written.items), made: written.made, generator: writer.generator.name };
  } catch (error) {
    if (isAbort(error) || signal.aborted) throw error;
    return undefined;
  }
}

/** Sums documents up in sentences of their own: the few that stand for the rest, in the order they have there, under the document's title. */
import type { DraftSentence } from '../contract/answer.ts';
import { centralities, spreadChoice, WORD_BUCKETS, wordVector } from './central.ts';
import type { NumberedPassage, Walk, WalkDocument, WalkMade, WalkParts } from './walk-parts.ts';
import { MOST_ITEMS } from './walk-parts.ts';
import { textOf, WalkEvidence, type Quotable } from './walk-evidence.ts';
import { saidOf } from './walk-words.ts';
import { wordsOf } from './follow-up-words.ts';

/** Sentences for one document: what a person reads at a glance, and the most that still is a summary. */
const FEWEST = 3;
const MOST = 7;
/** A summary has another sentence for every so many of the document. */
const SENTENCES_EACH = 12;
/** Sentences whose meaning is compared; the rest of a longer document falls behind by its words alone. */
const COMPARED = 400;
/** Words of a sentence that can stand alone. Shorter ones are remnants, longer ones lists. */
const SHORTEST_WORDS = 6;
const LONGEST_WORDS = 60;
/** Units of a sentence in a script without spaces, at least. */
const SHORTEST_DENSE = 14;
/** What the beginning of a document adds, as a share of the highest centrality: it says what the rest is about. Falls off over the first passages. */
const BEGINNING_BONUS = 0.3;
/** Words that fit no sentence, "(a)", capitals and blanks of forms, make a sentence a poor quotation. */
const ILL_FORMED_COST = 0.4;

interface Sentence extends Quotable {
  /** Number of the passage it is in. */
  number: number;
  text: string;
}

/** A document with the passages that say most of it, best first: what a model is shown. */
export interface Summed {
  document: WalkDocument;
  passages: { passage: NumberedPassage['passage']; score: number }[];
}

export async function summarise(signal: AbortSignal, parts: WalkParts, walk: Walk, documents: readonly WalkDocument[]): Promise<WalkMade & { summed: Summed[] }> {
  const evidence = new WalkEvidence();
  const sentences: DraftSentence[] = [];
  const summed: Summed[] = [];
  const most = Math.max(1, Math.min(MOST, Math.floor(MOST_ITEMS / documents.length)));
  for (const document of documents) {
    const { ranked, chosen } = await rank(signal, parts, walk, document, most);
    summed.push({ document, passages: bestPassages(ranked) });
    sentences.push(saidOf.heading(document.title ?? document.name));
    const quoted = chosen.flatMap((sentence) => evidence.quote(sentence, 'item') ?? []);
    sentences.push(...(quoted.length > 0 ? quoted : [saidOf.tooLittleText(document.name)]));
  }
  return { sentences, items: evidence.items, strength: evidence.items.length > 0 ? 1 : 0, floor: 0, summed };
}

/** All sentences of a document with how well each stands for it, and those chosen to speak for it, in reading order. */
async function rank(signal: AbortSignal, parts: WalkParts, walk: Walk, document: WalkDocument, most: number): Promise<{ ranked: Sentence[]; chosen: Sentence[] }> {
  const all = await sentencesOf(parts, walk, document);
  const byWords = scored(all, wordVectors(all), WORD_BUCKETS, document);
  const compared = byWords.toSorted((a, b) => b.score - a.score).slice(0, COMPARED).toSorted((a, b) => a.start - b.start);
  const meanings = compared.length > 0 ? await parts.embed(signal, compared.map(({ text }) => text)) : undefined;
  signal.throwIfAborted();
  const vectors = meanings ?? wordVectors(compared);
  const dimensions = meanings ? meanings.length / compared.length : WORD_BUCKETS;
  const ranked = meanings ? scored(compared, meanings, dimensions, document) : compared;
  const wanted = Math.min(most, Math.max(FEWEST, Math.min(MOST, Math.round(all.length / SENTENCES_EACH))));
  const numbers = spreadChoice(ranked.map((sentence) => ({ score: sentence.score, section: sectionOf(sentence, document) })), vectors, dimensions, wanted);
  return { ranked, chosen: numbers.map((i) => ranked[i]!) };
}

const wordVectors = (sentences: readonly Sentence[]): Float32Array => {
  const vectors = new Float32Array(sentences.length * WORD_BUCKETS);
  for (const [i, { text }] of sentences.entries()) vectors.set(wordVector(text), i * WORD_BUCKETS);
  return vectors;
};

async function sentencesOf(parts: WalkParts, walk: Walk, document: WalkDocument): Promise<Sentence[]> {
  const all: Sentence[] = [];
  for await (const batch of walk.passages([document])) {
    for (const { number, passage } of batch) {
      const own = parts.sentences(passage).map((span) => ({ ...span, passage, number, text: textOf({ passage, ...span }), score: 0 }));
      all.push(...own.filter(({ text }) => standsAlone(text)));
    }
  }
  return all;
}

function scored(sentences: readonly Sentence[], vectors: Float32Array, dimensions: number, { passages }: WalkDocument): Sentence[] {
  if (sentences.length === 0) return [];
  const central = centralities(vectors, dimensions);
  const highest = Math.max(...central) || 1;
  // The first tenth of a document, three passages at least.
  const beginning = Math.max(3, passages / 10);
  return sentences.map((sentence, i) => ({
    ...sentence,
    score: central[i]! / highest + BEGINNING_BONUS * Math.max(0, 1 - sentence.number / beginning) - (isWellFormed(sentence.text) ? 0 : ILL_FORMED_COST),
  }));
}

const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

function standsAlone(text: string): boolean {
  if (DENSE.test(text)) return text.length >= SHORTEST_DENSE && text.length <= SHORTEST_DENSE * SHORTEST_WORDS * 2;
  const words = wordsOf(text).length;
  return words >= SHORTEST_WORDS && words <= LONGEST_WORDS;
}

/** It begins like a sentence and ends like one, is not shouted, and is more letters than anything else. */
function isWellFormed(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  return /^["“«„‘(¿¡]*[\p{Lu}\p{Lo}]/u.test(text) && /[.!?。！？؟]["”’»)\]]*$/u.test(text) && letters > text.length / 2 && capitals < letters / 2;
}

/** Stretches that a document is divided into, so that its parts all get a word. */
const STRETCHES = 7;
const sectionOf = ({ number }: Sentence, { passages }: WalkDocument): number => Math.floor((number * STRETCHES) / Math.max(1, passages));

function bestPassages(ranked: readonly Sentence[]): Summed['passages'] {
  const best = new Map<number, Summed['passages'][number]>();
  for (const { passage, number, score } of ranked) {
    const before = best.get(number);
    if (!before || score > before.score) best.set(number, { passage, score });
  }
  return [...best.values()].toSorted((a, b) => b.score - a.score);
}

/** How much each sentence of any passage is about a topic: for listing and counting all there is, where a ranking of the best is not enough. */
import type { DocumentId, Span } from '../contract/range.ts';
import type { Passage } from '../contract/search.ts';
import { comparable, cosinesTo } from './cosines.ts';
import { isInOneOf } from './leaning.ts';
import { keyOf, type RetrievalParts } from './parts.ts';
import { analyse } from './question.ts';
import { cover, SENTENCE_FEATURES, sentenceFeatures, type WeighedQuestion } from './sentence-features.ts';
import { words } from '../lexical-index/words.ts';
import { titled, underTitle } from './titled.ts';

/**
 * Weights of logistic regression, learned from the annotated clauses of 15 contracts, 23 clause types that no reported question asks for,
 * each type counted alike. The floor is where recall, weighed twice, and precision together were best on the same types.
 */
const BY_MEANING = { cosine: 11.61, forms: 3.26, title: 3.96, constant: -3.53, floor: 0.67 };
/** Where meaning cannot be compared, more than half of what the topic's words are worth must be there, a title counting a little less. */
const BY_WORD = { forms: 1, title: 0.85, floor: 0.5 };

/** Passages whose stored cosine is asked for. In a scope of more, the rest is taken to be as far as the last of them. */
const MOST_NEAREST = 20_000;
/** Cosine of a passage under which none of its sentences reached the floor without a word of the topic: none of 781 above it were lost. */
const PASSAGE_FLOOR = 0.2;

export interface Topic {
  /** From here on, 0 to 1, a sentence is about the topic. */
  floor: number;
  /** A row for each passage: its sentences (canonical offsets) without titles, each with how much it is about the topic, from 0 to 1. */
  rate(signal: AbortSignal, passages: readonly { number: number; passage: Passage }[]): Promise<(Span & { score: number })[][]>;
}

/** @param ids the documents that will be walked through */
export async function openTopic(signal: AbortSignal, parts: RetrievalParts, text: string, ids: readonly DocumentId[]): Promise<Topic> {
  const question = weigh(parts, text);
  const { meaning } = parts;
  const known = meaning !== undefined && isInOneOf(meaning.languages, text);
  const query = known ? await parts.embedQuery(signal, text) : undefined;
  const near = query ? nearOnes(parts, query, ids) : undefined;
  return {
    floor: query ? BY_MEANING.floor : BY_WORD.floor,
    rate: (own, passages) => rate(own, parts, { question, query, near }, passages),
  };
}

interface Opened {
  question: WeighedQuestion;
  query: Float32Array | undefined;
  near: ReadonlySet<string> | undefined;
}

function weigh(parts: RetrievalParts, text: string): WeighedQuestion {
  const question = analyse(text);
  const rarities = Array.from(parts.lexical.rarity(question.terms));
  const total = rarities.reduce((sum, rarity) => sum + rarity, 0);
  return { ...question, weights: rarities.map((rarity) => (total > 0 ? rarity / total : 1 / rarities.length)) };
}

function nearOnes(parts: RetrievalParts, query: Float32Array, ids: readonly DocumentId[]): ReadonlySet<string> {
  const hits = parts.vectors.nearest(query, { limit: MOST_NEAREST, scope: new Set(ids) });
  return new Set(hits.filter(({ cosine }) => comparable(cosine, parts.meaning) >= PASSAGE_FLOOR).map(keyOf));
}

async function rate(
  signal: AbortSignal, parts: RetrievalParts, { question, query, near }: Opened, passages: readonly { number: number; passage: Passage }[],
): Promise<(Span & { score: number })[][]> {
  const looks = passages.map(({ number, passage }) => {
    const cut = titled(passage, parts.sentences(passage.text, { start: 0, end: passage.text.length }));
    const there = new Set(words([passage.text, ...passage.place.headings].join('\n')).map(({ term }) => term));
    const may = cover(question, there) > 0 || near?.has(keyOf({ documentId: passage.range.documentId, passage: number })) === true;
    return { passage, ...cut, may };
  });
  const asked = looks.filter(({ may }) => may);
  const texts = asked.flatMap(({ passage: { text }, sentences, titles }) => sentences.map(({ start, end }, i) => underTitle(titles[i], text.slice(start, end))));
  const cosines = (query && (await cosinesTo(signal, parts, query, texts))) ?? [];
  signal.throwIfAborted();
  let at = 0;
  return looks.map(({ passage, sentences, titles, may }) => {
    const { start: offset } = passage.range;
    if (!may) return sentences.map(({ start, end }) => ({ start: start + offset, end: end + offset, score: 0 }));
    const own = cosines.slice(at, (at += sentences.length));
    const view = { text: passage.text, sentences, titles, rank: 0, fused: 0, cosine: 0, sentenceCosines: own };
    const rows = sentenceFeatures(question, view);
    return sentences.map(({ start, end }, i) => ({ start: start + offset, end: end + offset, score: scoreOf(rows[i] ?? [], query !== undefined) }));
  });
}

const PLACE = { cosine: SENTENCE_FEATURES.indexOf('cosine'), forms: SENTENCE_FEATURES.indexOf('forms'), title: SENTENCE_FEATURES.indexOf('coverWithTitle') };

function scoreOf(row: readonly number[], byMeaning: boolean): number {
  const [cosine, forms, title] = [row[PLACE.cosine] ?? 0, row[PLACE.forms] ?? 0, row[PLACE.title] ?? 0];
  if (!byMeaning) return Math.min(1, BY_WORD.forms * forms + BY_WORD.title * title);
  return 1 / (1 + Math.exp(-(BY_MEANING.cosine * cosine + BY_MEANING.forms * forms + BY_MEANING.title * title + BY_MEANING.constant)));
}

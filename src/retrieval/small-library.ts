/** A small library for tests: real indexes, and a model in whose eyes a few words mean the same. */
import type { DocumentId, Span } from '../contract/range.ts';
import type { Passage } from '../contract/search.ts';
import { LexicalIndex } from '../lexical-index/lexical-index.ts';
import { buildLexicalSegment } from '../lexical-index/lexical-segment.ts';
import { words } from '../lexical-index/words.ts';
import { VectorIndex } from '../vector-index/vector-index.ts';
import { buildVectorSegment } from '../vector-index/vector-segment.ts';
import type { RetrievalParts } from './parts.ts';

const DIMENSIONS = 64;
/** Each line is one meaning. A word of none of them means nothing to the model. */
const MEANINGS = [
  'car automobile vehicle', 'buy purchase acquire', 'doctor physician', 'dog puppy', 'law legal statute', 'rent lease tenant', 'money euros price fee',
  'ocean sea', 'begin start commence', 'end expire terminate', 'happy glad', 'house home', 'cook bake', 'bread loaf', 'repair mend fix',
].map((line) => line.split(' '));

const meaningOf = new Map(MEANINGS.flatMap((list, i) => list.flatMap((word) => words(word).map(({ term }) => [term, i] as const))));

/** A unit vector, zeros for a text without a known word. */
export function embed(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS);
  for (const { term } of words(text)) {
    const meaning = meaningOf.get(term);
    if (meaning !== undefined) vector[meaning] = (vector[meaning] ?? 0) + 1;
  }
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}

export interface SmallLibrary extends RetrievalParts {
  /** Texts that the model was asked for, in order. */
  asked: string[];
}

/** Sentences by full stops: enough for tests. */
function sentences(text: string, { start, end }: Span): Span[] {
  return [...text.slice(start, end).matchAll(/[^\s.!?。][^.!?。]*[.!?。]?/gu)].map(({ 0: sentence, index }) => {
    const from = start + index;
    return { start: from, end: from + sentence.trimEnd().length };
  });
}

/**
 * @param documents passages by name of the document; a passage may begin with a heading on a line of its own, marked as in Markdown
 */
export function smallLibrary(documents: Record<string, string[]>, changes: Partial<RetrievalParts> = {}): SmallLibrary {
  const lexical = new LexicalIndex();
  const vectors = new VectorIndex(DIMENSIONS);
  const passages = new Map<string, Passage>();
  for (const [name, texts] of Object.entries(documents)) {
    const documentId = name as DocumentId;
    const shown = texts.map((text) => text.replace(/^# /u, ''));
    lexical.set(documentId, buildLexicalSegment(shown));
    vectors.append(documentId, 0, buildVectorSegment(Float32Array.from(shown.flatMap((text) => [...embed(text)])), DIMENSIONS));
    let at = 100;
    for (const [i, text] of shown.entries()) {
      const headings = /^# (.+)\n/u.exec(texts[i] ?? '')?.slice(1) ?? [];
      passages.set(`${i}/${name}`, { range: { documentId, start: at, end: at + text.length }, documentName: name, format: 'text', place: { headings }, text });
      at += text.length + 2;
    }
  }
  const asked: string[] = [];
  return {
    asked,
    lexical,
    vectors,
    meaning: { dimensions: DIMENSIONS, prefixes: [DIMENSIONS], relevanceFloor: 0.4, languages: ['en'] },
    embedQuery: (_, text) => {
      asked.push(text);
      return Promise.resolve(embed(text));
    },
    embedSentences: (_, texts) => {
      asked.push(...texts);
      return Promise.resolve(Float32Array.from(texts.flatMap((text) => [...embed(text)])));
    },
    countTokens: (texts) => texts.map((text) => (meaningOf.has(words(text)[0]?.term ?? '') ? 1 : 4)),
    passage: (documentId, number) => passages.get(`${number}/${documentId}`),
    sentences,
    ...changes,
  };
}

/** Finds words in questions and answers. There are hundreds of these at most, so they are simply read. */
import type { Answer, ConversationHit } from '../contract/answer.ts';
import type { Span } from '../contract/range.ts';
import { words } from '../lexical-index/words.ts';

/** Units of text on each side of the first word found. */
const AROUND = 60;
const HITS_PER_CONVERSATION = 3;
const MOST_HITS = 50;

/**
 * Answers that have all the words, in their question or in their sentences; the last word may be the beginning of a longer one.
 * @returns newest first
 */
export function findInAnswers(answers: readonly Answer[], query: string): ConversationHit[] {
  const wanted = words(query).map(({ term }) => term);
  if (wanted.length === 0) return [];
  const counts = new Map<string, number>();
  const hits: ConversationHit[] = [];
  for (const answer of answers.toReversed()) {
    const text = [answer.question, ...answer.sentences.map((sentence) => sentence.text)].join(' ').replaceAll(/\s+/g, ' ');
    const marks = marksOf(text, wanted);
    const count = counts.get(answer.conversationId) ?? 0;
    if (!marks || count === HITS_PER_CONVERSATION) continue;
    counts.set(answer.conversationId, count + 1);
    hits.push({ conversationId: answer.conversationId, answerId: answer.id, ...excerptOf(text, marks) });
    if (hits.length === MOST_HITS) break;
  }
  return hits;
}

/** Where the wanted words stand, or `undefined` when one of them is missing. */
function marksOf(text: string, wanted: readonly string[]): Span[] | undefined {
  const missing = new Set(wanted);
  const last = wanted.at(-1)!;
  const marks: Span[] = [];
  for (const { term, start, end } of words(text)) {
    const found = wanted.find((word) => word === term || (word === last && term.startsWith(word)));
    if (found === undefined) continue;
    missing.delete(found);
    marks.push({ start, end });
  }
  return missing.size === 0 ? marks : undefined;
}

function excerptOf(text: string, marks: readonly Span[]): Pick<ConversationHit, 'excerpt' | 'marks'> {
  const first = marks[0]!;
  const start = Math.max(0, first.start - AROUND);
  const end = Math.min(text.length, first.end + AROUND);
  const before = start > 0 ? '…' : '';
  const shift = before.length - start;
  return {
    excerpt: `${before}${text.slice(start, end)}${end < text.length ? '…' : ''}`,
    marks: marks.filter((mark) => mark.start >= start && mark.end <= end).map((mark) => ({ start: mark.start + shift, end: mark.end + shift })),
  };
}

/** The part of a passage worth showing in a list of results: whole sentences where they fit, the marked words inside. */
import type { Span } from '../contract/range.ts';

/** Longest snippet, in UTF-16 units: four lines of a result. */
const LONGEST = 320;

/**
 * @param text the passage
 * @param sentences its sentences, in order
 * @param marks words of the query in it, in order
 * @param scores how well each sentence answers, higher is better: decides when marks do not
 * @returns a span of `text`, at most 320 units, that never starts or ends in white space or inside a word (unless a word is longer)
 */
export function snippet(text: string, sentences: readonly Span[], marks: readonly Span[], scores?: readonly number[]): Span {
  const all = sentences.length > 0 ? sentences : [{ start: 0, end: text.length }];
  const worth = all.map((sentence, i) => distinctMarks(text, marks, sentence) + (scores?.[i] ?? 0));
  const best = worth.indexOf(Math.max(...worth));
  const chosen = all[best] ?? { start: 0, end: text.length };
  if (chosen.end - chosen.start > LONGEST) return trimmed(text, window(text, chosen, marks));
  return trimmed(text, extend(all, best));
}

/** Different words marked inside a span: the same word five times says no more than once. */
const distinctMarks = (text: string, marks: readonly Span[], { start, end }: Span): number =>
  new Set(marks.filter((mark) => mark.start >= start && mark.end <= end).map((mark) => text.slice(mark.start, mark.end).toLowerCase())).size;

/** Adds the sentences that follow, then those before, while they fit. */
function extend(sentences: readonly Span[], best: number): Span {
  let { start, end } = sentences[best] ?? { start: 0, end: 0 };
  for (const { end: next } of sentences.slice(best + 1)) {
    if (next - start > LONGEST) break;
    end = next;
  }
  for (const { start: previous } of sentences.slice(0, best).toReversed()) {
    if (end - previous > LONGEST) break;
    start = previous;
  }
  return { start, end };
}

/** The stretch of one long sentence that holds most marks, these in its middle, cut between words. */
function window(text: string, sentence: Span, marks: readonly Span[]): Span {
  const inside = marks.filter((mark) => mark.start >= sentence.start && mark.end <= sentence.end);
  let best = { first: sentence.start, last: sentence.start, count: 0 };
  for (const [i, mark] of inside.entries()) {
    const fitting = inside.slice(i).filter(({ end }) => end - mark.start <= LONGEST);
    const last = fitting.at(-1)?.end ?? mark.start;
    const count = distinctMarks(text, fitting, { start: mark.start, end: last });
    if (count > best.count) best = { first: mark.start, last, count };
  }
  const slack = LONGEST - Math.min(LONGEST, best.last - best.first);
  const start = Math.max(sentence.start, Math.min(best.first - Math.floor(slack / 2), sentence.end - LONGEST));
  const end = Math.min(sentence.end, start + LONGEST);
  return { start: start > sentence.start ? wordStart(text, start, Math.min(best.first, end)) : start, end: wordEnd(text, end, Math.max(best.last, start)) };
}

/** The first word that starts at or after `at`, before `latest`; `at` itself when there is no space. */
function wordStart(text: string, at: number, latest: number): number {
  if (/\s/u.test(text[at - 1] ?? ' ')) return at;
  const space = text.slice(at, latest).search(/\s/u);
  return space === -1 ? wholeCharacter(text, at) : at + space + 1;
}

function wordEnd(text: string, at: number, earliest: number): number {
  if (/\s/u.test(text[at] ?? ' ')) return at;
  const part = text.slice(earliest, at);
  const space = part.search(/\s\S*$/u);
  return space === -1 ? wholeCharacter(text, at) : earliest + space;
}

/** Steps back from the middle of a surrogate pair. */
const wholeCharacter = (text: string, at: number): number => (/[\uDC00-\uDFFF]/.test(text[at] ?? '') && at > 0 ? at - 1 : at);

function trimmed(text: string, { start, end }: Span): Span {
  const part = text.slice(start, end);
  const left = part.length - part.trimStart().length;
  return left === part.length ? { start, end } : { start: start + left, end: end - (part.length - part.trimEnd().length) };
}

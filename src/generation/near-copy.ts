/**
 * A sentence that is nearly a copy of one in its source, laid beside it word by word. What was exchanged, put in or left out shows as
 * gaps: a name in the place of another, or a "not" more. Sentences in words of their own have too little in common to be compared so.
 */
import { missingWords, namesIn } from './names.ts';
import { isCue } from './negation.ts';
import { sameQuantity } from './numbers.ts';
import { saysNo, areOpposites } from './opposites.ts';
import type { ReadText } from './source-text.ts';
import type { SentenceFinding } from '../contract/answer.ts';
import type { Token } from './tokens.ts';
import { sameWord } from './word-forms.ts';

/** Share of the sentence's words that the source must have in the same order. */
const SAME_ORDER = 0.6;
/** Shorter sentences are alike by chance. */
const FEWEST_WORDS = 5;
/** Words in a gap that still is one exchange, and not a clause dropped or put in. */
const LONGEST_EXCHANGE = 6;
/** A "not" goes with at most so many other words: "does not", "is not the". */
const LONGEST_DENIAL = 3;

interface Gap {
  /** Token number in the sentence at which the gap is. */
  at: number;
  said: Token[];
  there: Token[];
}

/** @returns what the sentence has exchanged against the sentence of the source that it nearly copies; `undefined` when there is neither */
export function exchangedIn(claim: ReadText, source: ReadText): SentenceFinding | undefined {
  const gaps = gapsToNearest(claim, source);
  return gaps && (exchangedNumber(gaps, claim, source) ?? exchangedName(gaps, claim, source) ?? movedName(gaps, claim) ?? deniedInGap(gaps));
}

function gapsToNearest(claim: ReadText, source: ReadText): Gap[] | undefined {
  if (claim.tokens.length < FEWEST_WORDS) return undefined;
  let best: { pairs: [number, number][]; tokens: Token[] } = { pairs: [], tokens: [] };
  for (const [i, start] of source.sentenceStarts.slice(0, -1).entries()) {
    const tokens = source.tokens.slice(start, source.sentenceStarts[i + 1]);
    const pairs = inSameOrder(claim.tokens, tokens);
    if (pairs.length > best.pairs.length) best = { pairs, tokens };
  }
  return best.pairs.length >= SAME_ORDER * claim.tokens.length ? gapsBetween(best.pairs, claim.tokens, best.tokens) : undefined;
}

/** The longest common subsequence of two rows of words (dynamic programming), as pairs of places. */
export function inSameOrder(a: readonly Token[], b: readonly Token[]): [number, number][] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const skipped = Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
      lengths[i * width + j] = same(a[i]!, b[j]!) ? Math.max(skipped, lengths[(i + 1) * width + j + 1]! + 1) : skipped;
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (same(a[i]!, b[j]!) && lengths[i * width + j] === lengths[(i + 1) * width + j + 1]! + 1) {
      pairs.push([i, j]);
      i += 1;
      j += 1;
    } else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i += 1;
    else j += 1;
  }
  return pairs;
}

const same = (a: Token, b: Token): boolean => a.folded === b.folded || (a.content && b.content && sameWord(a.folded, b.folded));

function gapsBetween(pairs: readonly [number, number][], said: readonly Token[], there: readonly Token[]): Gap[] {
  const gaps: Gap[] = [];
  let [i, j] = [0, 0];
  for (const [nextI, nextJ] of [...pairs, [said.length, there.length] as const]) {
    // What the source has before and after the copied stretch is not left out of it.
    const edge = (i === 0 && nextI === 0) || (i === said.length && nextI === said.length);
    if (!edge && (nextI > i || nextJ > j)) gaps.push({ at: i, said: said.slice(i, nextI), there: there.slice(j, nextJ) });
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return gaps;
}

const holds = (gap: readonly Token[], { start, end }: { start: number; end: number }) => gap.some((token) => token.start < end && start < token.end);
const isExchange = ({ said, there }: Gap) => said.length > 0 && there.length > 0 && said.length <= LONGEST_EXCHANGE && there.length <= LONGEST_EXCHANGE;

function exchangedNumber(gaps: readonly Gap[], claim: ReadText, source: ReadText): SentenceFinding | undefined {
  for (const gap of gaps.filter(isExchange)) {
    const said = claim.numbers.find((number) => !number.loose && holds(gap.said, number));
    const there = source.numbers.filter((number) => holds(gap.there, number));
    if (said && there.length > 0 && !there.some((number) => sameQuantity(said, number))) return { code: 'number-elsewhere', what: said.text };
  }
  return undefined;
}

/** A name where the source has another one. A name for "it" or "the company" is no exchange: the source may say whose turn it is. */
function exchangedName(gaps: readonly Gap[], claim: ReadText, source: ReadText): SentenceFinding | undefined {
  const [names, namesThere] = [namesIn(claim), namesIn(source)];
  for (const gap of gaps.filter(isExchange)) {
    const said = names.find(({ words }) => words.some((word) => word.content && gap.said.includes(word)));
    const there = namesThere.some(({ words }) => words.some((word) => gap.there.includes(word)));
    if (!said || !there) continue;
    const words = said.words.filter((word) => gap.said.includes(word));
    if (missingWords({ ...said, words }, { ...source, tokens: gap.there }).length > 0) return { code: 'name-elsewhere', what: said.text };
  }
  return undefined;
}

/**
 * A name that changed its place with another: it stands in one gap of the sentence and in another gap of the source, with a name
 * between the two. One that takes its preposition with it ("In Albany, …", "by Watt") may stand anywhere.
 */
function movedName(gaps: readonly Gap[], claim: ReadText): SentenceFinding | undefined {
  const names = namesIn(claim);
  for (const { said, at } of gaps) {
    const name = names.find(({ words }) => words.every((word) => said.includes(word)));
    if (!name || isLed(said, said.indexOf(name.words[0]!))) continue;
    for (const gap of gaps) {
      const place = gap.there.findIndex(({ folded }) => folded === name.words[0]!.folded);
      if (gap.at === at || place < 0 || isLed(gap.there, place)) continue;
      const between = names.some(({ first }) => first > Math.min(at, gap.at) && first < Math.max(at, gap.at) && (first < name.first || first > name.last));
      if (between) return { code: 'name-elsewhere', what: name.text };
    }
  }
  return undefined;
}

const LEADING = new Set('in on at by of to from with for against under during after before near into since until as'.split(' '));

/** Whether a preposition stands before a place in a row of words, with nothing but an article between. */
const isLed = (words: readonly Token[], place: number): boolean => words.slice(Math.max(0, place - 2), place).some(({ folded }) => LEADING.has(folded)) || words.some(({ folded }) => folded === 'by');

/** A negation on one side of a short gap, when nothing on the other side says no as well. */
function deniedInGap(gaps: readonly Gap[]): SentenceFinding | undefined {
  for (const { said, there } of gaps) {
    for (const [one, other] of [[said, there], [there, said]] as const) {
      const cue = one.find(({ folded }) => isCue(folded));
      const small = one.length <= LONGEST_DENIAL && other.length <= LONGEST_DENIAL;
      if (cue && small && !other.some(({ folded }) => isCue(folded) || saysNo(folded) || one.some((token) => areOpposites(token.folded, folded)))) {
        return { code: 'negation-differs', what: cue.text };
      }
    }
  }
  return undefined;
}

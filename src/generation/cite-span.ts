/**
 * Which words of a passage a sentence is cited with. A model names a passage; a person wants to see the one or two sentences of it that are
 * meant. Nothing is decided here about whether they back it.
 */
import type { DraftSentence, Evidence } from '../contract/answer.ts';
import type { Span } from '../contract/range.ts';
import type { PackedPassage } from './pack.ts';
import { plain, tokensOf } from './tokens.ts';
import { sameWord } from './word-forms.ts';

/** One or two sentences stand for a passage when they hold this share of what it has of the words. */
const STANDS_FOR_ALL = 0.8;
/** A number or a name weighs more than a word: sentences are told apart by them. */
const WEIGHT = { number: 3, name: 2, word: 1 };
/** Share of a sentence's words that a passage must hold to be found without having been named. */
const FOUND_UNNAMED = 0.7;

export type Cite = DraftSentence['cites'][number];

interface Wanted {
  folded: string;
  weight: number;
}

interface Window extends Span {
  item: Evidence;
  found: ReadonlySet<number>;
}

/** The words of `passage` that best back the sentence. `undefined` only for a passage without evidence. */
export function citeIn(passage: PackedPassage, sentence: string): Cite | undefined {
  return bestIn(passage, wantedOf(sentence))?.cite;
}

/** The words that back the sentence best, wherever they are; `undefined` when no passage holds most of its words. */
export function citeAnywhere(passages: readonly PackedPassage[], sentence: string): Cite | undefined {
  const wanted = wantedOf(sentence);
  const ranked = passages.map((passage) => bestIn(passage, wanted)).filter((best) => best !== undefined).toSorted((a, b) => b.weight - a.weight);
  const [best] = ranked;
  return best && best.weight > 0 && best.weight >= FOUND_UNNAMED * weightOf(wanted) ? best.cite : undefined;
}

function bestIn(passage: PackedPassage, wanted: readonly Wanted[]): { cite: Cite; weight: number } | undefined {
  const whole = passage.items.map((item) => wholeOf(item, passage, wanted)).toSorted((a, b) => found(b, wanted) - found(a, wanted))[0];
  if (!whole) return undefined;
  const all = found(whole, wanted);
  const [best] = windowsOf(whole, passage.range, wanted).toSorted((a, b) => found(b, wanted) - found(a, wanted) || a.end - a.start - (b.end - b.start));
  const numbersKept = best && wanted.every(({ weight }, i) => weight < WEIGHT.number || !whole.found.has(i) || best.found.has(i));
  const { item, start, end } = best && numbersKept && all > 0 && found(best, wanted) >= STANDS_FOR_ALL * all ? best : whole;
  return { cite: { evidence: item.number, start, end }, weight: all };
}

/** What of a passage was packed, without the white space around it. */
function wholeOf(item: Evidence, { range }: PackedPassage, wanted: readonly Wanted[]): Window {
  const packed = { start: Math.max(item.range.start, range.start), end: Math.min(item.range.end, range.end) };
  const text = textOf(item, packed);
  const start = packed.start + (text.length - text.trimStart().length);
  const end = packed.end - (text.length - text.trimEnd().length);
  return windowOf(item, start < end ? { start, end } : packed, wanted);
}

/** Each sentence, and each two that follow each other. */
function windowsOf({ item, start, end }: Window, packed: Span, wanted: readonly Wanted[]): Window[] {
  const within = item.sentences.filter((sentence) => sentence.start >= Math.max(start, packed.start) && sentence.end <= Math.min(end, packed.end)).toSorted((a, b) => a.start - b.start);
  return within.flatMap((sentence, i) => [sentence, ...(within[i + 1] ? [{ start: sentence.start, end: within[i + 1]!.end }] : [])]).map((span) => windowOf(item, span, wanted));
}

function windowOf(item: Evidence, { start, end }: Span, wanted: readonly Wanted[]): Window {
  const words = wordsAt(item, { start, end });
  const holds = ({ folded }: Wanted) => words.has(folded) || [...words].some((word) => sameWord(word, folded));
  return { item, start, end, found: new Set(wanted.flatMap((word, i) => (holds(word) ? [i] : []))) };
}

/** Of each passage, the words of what was looked at before: an answer asks for the same few sentences again and again. */
const looked = new WeakMap<Evidence, Map<string, ReadonlySet<string>>>();

function wordsAt(item: Evidence, { start, end }: Span): ReadonlySet<string> {
  const known = looked.get(item) ?? new Map<string, ReadonlySet<string>>();
  looked.set(item, known);
  const words = known.get(`${start}-${end}`) ?? new Set(tokensOf(plain(textOf(item, { start, end }))).map(({ folded }) => folded));
  known.set(`${start}-${end}`, words);
  return words;
}

const textOf = ({ text, range }: Evidence, { start, end }: Span): string => text.slice(start - range.start, end - range.start);

function wantedOf(sentence: string): Wanted[] {
  const tokens = tokensOf(plain(sentence));
  const seen = new Map<string, number>();
  for (const { folded, content, capital, text } of tokens) {
    if (/^\p{N}/u.test(text)) seen.set(folded, WEIGHT.number);
    else if (content) seen.set(folded, Math.max(seen.get(folded) ?? 0, capital ? WEIGHT.name : WEIGHT.word));
  }
  return [...seen].map(([folded, weight]) => ({ folded, weight }));
}

const weightOf = (wanted: readonly Wanted[]): number => wanted.reduce((sum, { weight }) => sum + weight, 0);
const found = (window: Window, wanted: readonly Wanted[]): number => wanted.reduce((sum, { weight }, i) => sum + (window.found.has(i) ? weight : 0), 0);

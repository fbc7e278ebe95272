/** One sentence of a passage as an answer shows it: whole or its best clause, with what is left out shown, and lists line by line. */
import type { DraftSentence, Evidence } from '../contract/answer.ts';
import type { Span } from '../contract/range.ts';
import { bestClause } from './clause.ts';
import { fold, isGrammar } from './grammar-words.ts';
import { supports } from './support.ts';
import { collapse } from './white-space.ts';

/** A stretch of a passage, in canonical offsets, and whether its sentence goes on before and after it. */
export interface Quotation extends Span {
  item: Evidence;
  /** The words, white space collapsed. */
  text: string;
  leftOutBefore: boolean;
  leftOutAfter: boolean;
}

/** A sentence ends here, whatever follows: closing marks of several scripts. */
const ENDED = /[.!?:…。！？：؟][\s"'”’»)\]」』]*$/u;
/** A semicolon ends an item, unless the text goes on in lower case. */
const PAUSED = /[;；][\s"'”’»)\]]*$/u;
const SMALL_START = /^["'“‘«([]?\p{Ll}/u;

/** @param limit longest quotation, in UTF-16 units: of a longer sentence its best clause is quoted */
export function quotationOf(item: Evidence, sentence: Span, question: string, evidence: readonly Evidence[], limit: number): Quotation {
  const from = sentence.start - item.range.start;
  const to = sentence.end - item.range.start;
  const words = item.text.slice(from, to);
  const part = words.length > limit ? bestClause(words, question, limit) : { start: 0, end: words.length };
  return {
    item,
    start: sentence.start + part.start,
    end: sentence.start + part.end,
    text: collapse(words.slice(part.start, part.end)),
    leftOutBefore: part.start > 0 || beganBefore(item, from),
    leftOutAfter: part.end < words.length || goesOn(item, to, evidence),
  };
}

/** Whether the text at an offset of a passage is the rest of a sentence: it begins small, after words that had not ended. */
function beganBefore({ text, range }: Evidence, at: number): boolean {
  if (!SMALL_START.test(text.slice(at))) return false;
  const before = text.slice(0, at).trimEnd();
  return before === '' ? range.start > 0 : !ENDED.test(before) && !PAUSED.test(before);
}

/** Whether the sentence that ends at an offset of a passage was cut there: by the end of the passage, or of a page. */
function goesOn({ text, range }: Evidence, at: number, evidence: readonly Evidence[]): boolean {
  const words = text.slice(0, at);
  if (ENDED.test(words)) return false;
  const rest = text.slice(at).trimStart();
  const next = rest === '' ? evidence.find(({ range: other }) => other.documentId === range.documentId && other.start === range.end)?.text.trimStart() : rest;
  if (next !== undefined) return SMALL_START.test(next);
  if (PAUSED.test(words)) return false;
  // A block ends with a line end. Where only a space follows, the passage was full in the middle of one.
  return /^ +$/u.test(text.slice(at)) || /[,，、–—-]$/u.test(words) || endsInGrammar(words);
}

/** "… of the": no sentence ends so, and no title does. */
const endsInGrammar = (words: string): boolean => isGrammar(fold(/[\p{L}\p{M}]+$/u.exec(words)?.[0] ?? '')) && /\p{Ll}{2}$/u.test(words);

/** The beginning of an item of a list: a bullet, or a number or letter with its mark. */
const ITEM = /^[^\S\n]*(?:[-–—•*▪◦●]|\(?(?:\d{1,3}|\p{L}|[ivx]{1,5})[.)])[^\S\n]+(?=\S)/gmu;

/** What is shown of a quotation, as sentences of an answer: several for a list, whose lines stay lines. */
export function shownAs(quotation: Quotation): DraftSentence[] {
  const { item, start, end } = quotation;
  const words = item.text.slice(start - item.range.start, end - item.range.start);
  const items = [...words.matchAll(ITEM)].map(({ index }) => index);
  if (items.length < 2) return [sentenceOf(quotation)];
  const cuts = items[0] === 0 ? items : [0, ...items];
  return cuts.map((from, i): DraftSentence => {
    const to = cuts[i + 1] ?? words.length;
    const trimmed = words.slice(from, to).trimEnd();
    const line = { ...quotation, start: start + from, end: start + from + trimmed.length, text: collapse(trimmed) };
    const isLast = i === cuts.length - 1;
    const shown = sentenceOf({ ...line, leftOutBefore: i === 0 && quotation.leftOutBefore, leftOutAfter: isLast && quotation.leftOutAfter });
    return { ...shown, opens: items.includes(from) ? 'item' : 'paragraph' };
  });
}

/** The words are verbatim; the marks around them are not, and are left away where a check would trip over them. */
function sentenceOf({ item, start, end, text, leftOutBefore, leftOutAfter }: Quotation): DraftSentence {
  const marked = `${leftOutBefore ? '… ' : ''}${text}${leftOutAfter ? ' …' : ''}`;
  return { text: marked === text || supports([text, item.text], marked) ? marked : text, cites: [{ evidence: item.number, start, end }] };
}

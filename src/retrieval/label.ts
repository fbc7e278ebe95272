/**
 * Tells titles from sentences. A title names what follows it and never answers a question by itself; so does a question that the text
 * asks and then answers.
 */
import type { Span } from '../contract/range.ts';

/** "4.7", "XII.", "(b)", "Article 5", "第三条" before the words of a title. */
const NUMBERING = /^(?:(?:article|section|chapter|part|schedule|annex|appendix|exhibit|§)\s*)?(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[ivxlc]{1,6}|[a-z])[.):]*)\s+/iu;
const CHINESE_NUMBERING = /^第[〇一二三四五六七八九十百\d]{1,5}[章节節条條]\s*/u;
/** Leaders of a table of contents, blanks of a form. */
const LEADERS = /\.{4,}|_{4,}|…{2,}|(?:\. ){3,}/u;
const LONGEST_TITLE_WORDS = 10;
const LONGEST_CHINESE_TITLE = 24;
/** Words this short ("of", "the", "und") stay small in titles. */
const SMALL_WORD = 4;

/** A question mark at the end, closing quotes and brackets aside. */
const ASKS = /[?？؟]['"”’»)\]]*$/u;

/** Whether a sentence, as it was cut, is a heading, a question, a line of a table of contents or a blank of a form. */
export function isLabel(sentence: string): boolean {
  const text = sentence.trim();
  if (LEADERS.test(text) || ASKS.test(text)) return true;
  if (CHINESE_NUMBERING.test(text)) return text.length <= LONGEST_CHINESE_TITLE && !/[。；！]$/u.test(text);
  const rest = text.replace(NUMBERING, '');
  return isTitle(rest, rest !== text);
}

/** Capitals at the start of every long word, few words, no other punctuation. A full stop may end it: "Governing Law." */
function isTitle(text: string, numbered: boolean): boolean {
  const words = text.match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? [];
  if (words.length === 0) return true;
  if (words.length > LONGEST_TITLE_WORDS || words.length < (numbered ? 1 : 2)) return false;
  if (/\p{N}|:\s*\S|[!;,。！；，]$/u.test(text)) return false;
  const long = words.filter((word) => word.length > SMALL_WORD);
  if (text.endsWith('.') && !numbered && long.length === 0) return false;
  return (long.length > 0 ? long : words).every((word) => /^\p{Lu}/u.test(word));
}

/** A few words without any mark, in a paragraph of their own on a web page: a link of a menu, or what stands above something. */
export function isLink(text: string, { start, end }: Span): boolean {
  const alone = /(?:^|\n\s*\n)\s*$/u.test(text.slice(Math.max(0, start - 8), start)) && /^\s*(?:$|\n\s*\n)/u.test(text.slice(end));
  return alone && /^\p{L}[\p{L}\p{M}'’&/-]*(?: [\p{L}\p{M}'’&/-]+){0,3}$/u.test(text.slice(start, end));
}

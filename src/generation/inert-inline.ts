/**
 * Reads the inside of a line that a model writes, as it comes: marks are taken out, and what Markdown or HTML would make a link, a picture
 * or an element of is turned into plain text, for good. Half of anything is held back until it is whole.
 */
import { ID_SHAPE, readMarks, type ReadMarks } from './marks.ts';

export type Inline = string | ReadMarks;

export interface InlineReader {
  push(piece: string): Inline[];
  /** What was held back, at the end of a line. `cut`: in the middle of it, so that half a mark is nothing. */
  end(cut: boolean): Inline[];
}

/** What one reading found: so many units of the text, and what they are. 'wait': the next ones decide. */
type Found = { length: number; gives: Inline[] } | 'wait';
interface Reading {
  rest: string;
  /** Whether there is no more to come. */
  ended: boolean;
  isKnown: (id: string) => boolean;
}

/** Longest text in brackets, longest address and longest tag that are waited for, in UTF-16 units. */
const LONGEST = { mark: 60, bracket: 200, address: 2_000, tag: 400 };

const OPEN_MARK = new RegExp(`^[⟦〚][^⟦⟧〚〛]{0,${LONGEST.mark}}$`, 'u');
const MARK = new RegExp(`^[⟦〚]([^⟦⟧〚〛]{0,${LONGEST.mark}})[⟧〛]`, 'u');
const HALF_ID = /^[⟦〚][\w,; ]{0,12}$/u;

function readMark({ rest, ended, isKnown }: Reading): Found {
  const whole = MARK.exec(rest);
  if (whole) return { length: whole[0].length, gives: [readMarks(whole[1]!, true, isKnown)!] };
  if (!ended && OPEN_MARK.test(rest)) return 'wait';
  if (HALF_ID.test(rest)) return { length: rest.length, gives: [] };
  return { length: 1, gives: [{ ids: [], unknown: 1 }] };
}

const OPEN_BRACKET = new RegExp(`^[[【［][^[\\]【】［］⟦⟧]{0,${LONGEST.bracket}}$`, 'u');
const BRACKET = new RegExp(`^[[【［]([^[\\]【】［］⟦⟧]{0,${LONGEST.bracket}})[\\]】］]`, 'u');
const ADDRESS = /^\(\s*<?((?:[^\s<>()]|\([^\s<>()]*\))*)>?(?:\s[^()]*)?\)/u;
const OPEN_ADDRESS = new RegExp(`^\\([^)]{0,${LONGEST.address}}$`, 'u');

function readBracket(reading: Reading): Found {
  const { rest, ended, isKnown } = reading;
  const whole = BRACKET.exec(rest);
  if (!whole) return !ended && OPEN_BRACKET.test(rest) ? 'wait' : { length: 1, gives: [rest[0]!] };
  const [{ length }, inner = ''] = whole;
  const marks = readMarks(inner, false, isKnown);
  if (marks) return { length, gives: [marks] };
  const after = rest.slice(length);
  if (after === '' && !ended) return 'wait';
  const address = ADDRESS.exec(after);
  if (address) return { length: length + address[0].length, gives: [...readAll({ rest: inner, ended: true, isKnown }).gives, shownAddress(inner, address[1]!)] };
  if (!ended && OPEN_ADDRESS.test(after)) return 'wait';
  return { length: 1, gives: [rest[0]!] };
}

/** An address as text behind the words that would have hidden it. */
const shownAddress = (words: string, address: string): string => (address === '' || address === words ? '' : ` (${unlinked(address)})`);

const unlinked = (text: string): string => inert(text.replace(/[<>]/gu, ''));

/** Where links, pictures and elements begin. A space makes each of them text: `](`, `![`, `<b`. */
const SEAMS = /\](?=[([:])|!(?=\[)|<(?=[a-z/!?])/giu;

/** A text in which no link, picture or element can begin, whatever was taken out of it. */
export const inert = (text: string): string => text.replace(SEAMS, (character) => `${character} `);

/** What must come between two pieces of a text so that none of these begins where they meet. */
export const between = (before: string, after: string): string => (inert(before.slice(-1) + after.slice(0, 1)).length > before.slice(-1).length + after.slice(0, 1).length ? ' ' : '');

/** Round brackets around a true id, which small models are fond of. */
const ROUND = /^[(（]([^()（）]{1,24})[)）]/u;
const OPEN_ROUND = new RegExp(`^[(（]\\s*(?:${ID_SHAPE}[,;\\s]+)*(?:[b-z](?:\\d(?:[b-z]\\d?)*)?)?$`, 'iu');

function readRound({ rest, ended, isKnown }: Reading): Found {
  const marks = readMarks(ROUND.exec(rest)?.[1] ?? '', false, isKnown);
  if (marks && marks.ids.length > 0) return { length: ROUND.exec(rest)![0].length, gives: [marks] };
  return !ended && OPEN_ROUND.test(rest) ? 'wait' : { length: 1, gives: [rest[0]!] };
}

const AUTOLINK = /^<((?:[a-z][a-z0-9+.-]*:|www\.)[^<>\s]*|[^\s<>@]+@[^\s<>@]+)>/iu;
const COMMENT = /^<!--[\s\S]*?-->/u;
/** Names of elements, and anything with attributes: `<b>`, `<x y="z">`. "a < b" and `Map<String>` are neither. */
const TAG = /^<(?:[/!?][^<>]*|(?:a|abbr|b|big|blockquote|br|button|center|cite|code|del|details|div|dl|dt|dd|em|embed|font|footer|form|h[1-6]|head|header|hr|html|body|i|iframe|img|input|ins|kbd|li|link|main|mark|math|meta|nav|object|ol|p|pre|q|s|script|section|small|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|th|thead|title|tr|tt|u|ul|video|audio|source)(?:[\s/][^<>]*)?|[a-z][\w:-]*\s[^<>]*=[^<>]*)>/iu;
const OPEN_TAG = new RegExp(`^<(?:[a-z/!?][^<>]{0,${LONGEST.tag}})?$`, 'iu');

function readAngle({ rest, ended }: Reading): Found {
  const address = AUTOLINK.exec(rest);
  if (address) return { length: address[0].length, gives: [unlinked(address[1]!)] };
  const tag = COMMENT.exec(rest) ?? TAG.exec(rest);
  if (tag) return { length: tag[0].length, gives: /^<(?:br|\/?(?:p|div|li|tr|h[1-6]))\b/iu.test(rest) ? [' '] : [] };
  if (!ended && (OPEN_TAG.test(rest) || (rest.startsWith('<!--') && rest.length < LONGEST.tag))) return 'wait';
  return { length: 1, gives: [/^<[a-z/!?]/iu.test(rest) ? '< ' : '<'] };
}

const oneOf = ({ rest, ended }: Reading, decide: (next: string) => string): Found =>
  rest.length === 1 && !ended ? 'wait' : { length: 1, gives: [decide(rest[1] ?? '')] };

function readTicks({ rest, ended }: Reading): Found {
  const run = /^`+/u.exec(rest)![0];
  if (run.length === rest.length && !ended) return 'wait';
  return { length: run.length, gives: run.length > 2 ? [] : [run] };
}

const READERS: ReadonlyMap<string, (reading: Reading) => Found> = new Map<string, (reading: Reading) => Found>([
  ...['⟦', '〚'].map((character) => [character, readMark] as const),
  ...['⟧', '〛'].map((character) => [character, () => ({ length: 1, gives: [] })] as const),
  ...['[', '【', '［'].map((character) => [character, readBracket] as const),
  ...['(', '（'].map((character) => [character, readRound] as const),
  ['<', readAngle],
  ['`', readTicks],
  ['!', (reading) => oneOf(reading, (next) => (next === '[' ? '' : '!'))],
  [']', (reading) => oneOf(reading, (next) => ('([:'.includes(next) && next !== '' ? '] ' : ']'))],
]);
const PLAIN = /^[^⟦⟧〚〛[\]【［(（<`!]+/u;

function readAll(reading: Reading): { length: number; gives: Inline[] } {
  const gives: Inline[] = [];
  let at = 0;
  while (at < reading.rest.length) {
    const rest = reading.rest.slice(at);
    const plain = PLAIN.exec(rest)?.[0];
    const found = plain === undefined ? READERS.get(rest[0]!)!({ ...reading, rest }) : { length: plain.length, gives: [plain] };
    if (found === 'wait') break;
    gives.push(...found.gives);
    at += found.length;
  }
  return { length: at, gives };
}

/** @param isKnown whether an id was given to the model */
export function createInlineReader(isKnown: (id: string) => boolean): InlineReader {
  let held = '';
  const take = (ended: boolean): Inline[] => {
    const { length, gives } = readAll({ rest: held, ended, isKnown });
    held = held.slice(length);
    return gives;
  };
  return {
    push(piece) {
      held += piece;
      return take(false);
    },
    end(cut) {
      if (cut && !/^[!\]]$/u.test(held)) held = '';
      return take(true);
    },
  };
}

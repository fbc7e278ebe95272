/** What a sentence puts in quotation marks must stand in its source as one piece, whatever the marks, case and line breaks. */
import { tokensOf } from './tokens.ts';

const QUOTED = /“([^“”]+)”|"([^"]+)"|«([^«»]+)»|„([^„“”]+)[“”]|「([^「」]+)」|『([^『』]+)』/gu;
/** Words left out of a quotation: each part is looked for by itself. */
const LEFT_OUT = /\s*(?:\[?(?:…|\.\s?\.\s?\.)\]?)\s*/u;

/** The quotations of a text, without their marks. */
export const quotationsIn = (text: string): string[] =>
  [...text.matchAll(QUOTED)].map(([, ...groups]) => groups.find((group) => group !== undefined)?.trim() ?? '').filter((quoted) => quoted !== '');

/** The first quotation of a sentence that is not in the source. */
export function missingQuotation(sentence: string, source: string): string | undefined {
  const there = spell(source);
  return quotationsIn(sentence).find((quoted) => quoted.split(LEFT_OUT).some((part) => !there.includes(spell(part))));
}

/** Words only, with a space on either side, so that only whole words match. */
const spell = (text: string): string => ` ${tokensOf(text).map(({ folded }) => folded).join(' ')} `;

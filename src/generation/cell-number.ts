/** The number that a cell of a table holds, in the ways that people write it. */

const MONEY = /(?:EUR|USD|GBP|CHF|euros?|dollars?|pounds?|dólares|[$€£¥₹%])/giu;
const NUMBER = /^[+-]?\d+(?:[.,'’   ]\d+)*$/u;
const GROUPED = /^\d{1,3}(?:([.,'’   ])\d{3})(?:\1\d{3})*$/u;

/** @returns `undefined` when the cell holds anything but one number: a date and a code are none */
export function cellNumber(cell: string): number | undefined {
  const bare = cell.replace(MONEY, '').trim();
  const inBrackets = /^\((.+)\)$/u.exec(bare)?.[1]?.trim();
  const text = (inBrackets ?? bare).replace('−', '-').replace(/\.-$|,-$/u, '').trim();
  if (!NUMBER.test(text)) return undefined;
  const sign = inBrackets !== undefined || text.startsWith('-') ? -1 : 1;
  return sign * Number(digitsOf(text.replace(/^[+-]\s*/u, '')));
}

/** The last of two different signs is the decimal one; a single one with three digits behind it parts thousands. */
function digitsOf(text: string): string {
  if (GROUPED.test(text)) return text.replace(/\D/gu, '');
  const decimal = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (decimal < 0) return text.replace(/\D/gu, '');
  return `${text.slice(0, decimal).replace(/\D/gu, '')}.${text.slice(decimal + 1)}`;
}

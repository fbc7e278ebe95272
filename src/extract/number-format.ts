/** Spells the number of a list item as Word shows it. */

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I'],
];
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Larger numbers would make letters and Roman numerals of absurd length. */
const SPELLED_TO = 5_000;

/** @param format an ST_NumberFormat of WordprocessingML (ECMA-376 Part 1, 17.18.59); undefined comes back for those not known here */
export function formatNumber(number: number, format: string): string | undefined {
  if (!Number.isInteger(number)) return undefined;
  switch (format) {
    case 'decimal':
      return String(number);
    case 'decimalZero':
      return String(number).padStart(2, '0');
    case 'upperLetter':
      return letters(number);
    case 'lowerLetter':
      return letters(number)?.toLowerCase();
    case 'upperRoman':
      return roman(number);
    case 'lowerRoman':
      return roman(number)?.toLowerCase();
    case 'none':
      return '';
    default:
      return undefined;
  }
}

/** After Z comes AA, then BB: the letter is repeated, unlike the columns of a spreadsheet. */
function letters(number: number): string | undefined {
  if (number < 1 || number > SPELLED_TO) return undefined;
  return ALPHABET.charAt((number - 1) % 26).repeat(Math.ceil(number / 26));
}

function roman(number: number): string | undefined {
  if (number < 1 || number > SPELLED_TO) return undefined;
  let rest = number;
  let result = '';
  for (const [value, sign] of ROMAN) {
    result += sign.repeat(Math.floor(rest / value));
    rest %= value;
  }
  return result;
}

/** Dates of a text in the orders and languages people write them, as year, month and day, so that they can be compared. */
import { fold } from './grammar-words.ts';

export interface DateMention {
  text: string;
  start: number;
  end: number;
  /** Every way to read it: "03/05/2021" has two. A part that is not written is absent. */
  readings: DateParts[];
}

export interface DateParts {
  year?: number;
  month: number;
  day?: number;
}

/** Month names from January on, with their short forms, in six languages. */
const MONTHS: readonly string[] = [
  'january jan enero ene januar jänner janvier gennaio janeiro',
  'february feb febrero februar février febbraio fevereiro',
  'march mar marzo märz mars março',
  'april apr abril abr avril aprile',
  'may mayo mai maggio maio',
  'june jun junio juni juin giugno junho',
  'july jul julio juli juillet luglio julho',
  'august aug agosto ago août',
  'september sep sept septiembre septembre settembre setembro',
  'october oct octubre oktober okt octobre ottobre outubro',
  'november nov noviembre novembre novembro',
  'december dec diciembre dic dezember dez décembre dicembre dezembro',
];
const MONTH_NUMBERS = new Map(MONTHS.flatMap((line, i) => line.split(' ').map((word) => [fold(word), i + 1] as const)));
const NAME = String.raw`(?<month>\p{L}{3,10})\.?`;
const DAY = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th|\.|º|er)?`;
const YEAR = String.raw`(?<year>\d{4})(?!\d)`;
const LINK = String.raw`\s*(?:day\s+)?(?:of\s+|de\s+|del\s+)?`;
const YEAR_AFTER = String.raw`(?:,?\s*(?:of\s+|de\s+|del\s+|in\s+)?${YEAR})?`;
const CLEAR = String.raw`(?<![\p{L}\p{N}])`;
const PATTERNS: readonly RegExp[] = [
  new RegExp(`${CLEAR}${DAY}${LINK}${NAME}(?!\\p{L})${YEAR_AFTER}`, 'giu'),
  new RegExp(`${CLEAR}${NAME}\\s+${DAY}(?![\\p{L}\\p{N}])${YEAR_AFTER}`, 'giu'),
  new RegExp(`${CLEAR}${NAME},?\\s+(?:of\\s+|de\\s+|del\\s+)?${YEAR}`, 'giu'),
  new RegExp(`${CLEAR}${YEAR}\\s?[-/.年]\\s?(?<number>\\d{1,2})\\s?[-/.月]\\s?(?<day>\\d{1,2})日?(?!\\d)`, 'gu'),
  new RegExp(`${CLEAR}(?<a>\\d{1,2})([-/.])(?<b>\\d{1,2})\\2(?<year>\\d{4}|\\d{2})(?![\\d.-])`, 'gu'),
];
/** A month alone counts where a date is expected: "in May", not "may" and "march". */
const ALONE = new RegExp(String.raw`(?<=\b(?:in|since|until|till|by|of|from|during|early|late|mid|last|next|between|and|through|before|after|en|desde|im|seit|bis)[\s-]+)(?<month>\p{Lu}\p{L}{2,10})(?![\p{L}\p{N}])`, 'gu');

/** Every date of a text; a year alone is a number, not a date. Stretches do not overlap. */
export function datesIn(text: string): DateMention[] {
  const found: DateMention[] = [];
  for (const pattern of [...PATTERNS, ALONE]) {
    for (const match of text.matchAll(pattern)) {
      const readings = readingsOf(match.groups ?? {});
      const mention = { text: match[0], start: match.index, end: match.index + match[0].length, readings };
      if (readings.length > 0 && !found.some(({ start, end }) => start < mention.end && mention.start < end)) found.push(mention);
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}

function readingsOf({ year, month, number, day, a, b }: { [part: string]: string | undefined }): DateParts[] {
  const parts = { ...(year !== undefined && { year: fullYear(year) }), ...(day !== undefined && { day: Number(day) }) };
  if (a !== undefined && b !== undefined) {
    return [{ ...parts, day: Number(a), month: Number(b) }, { ...parts, day: Number(b), month: Number(a) }].filter(isDate);
  }
  const named = month === undefined ? Number(number) : isVerb(month) ? undefined : MONTH_NUMBERS.get(fold(month));
  return named === undefined ? [] : [{ ...parts, month: named }].filter(isDate);
}

/** "Section 5 may apply", "30 march on". */
const isVerb = (month: string) => month === 'may' || month === 'march' || month === 'mar';

const isDate = ({ month, day }: DateParts) => month >= 1 && month <= 12 && (day === undefined || (day >= 1 && day <= 31));

/** "21" is 2021, "73" is 1973: two digits look back further than ahead. */
function fullYear(written: string): number {
  const year = Number(written);
  if (written.length > 2) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

/**
 * Whether a source that has these dates and years backs a date. A source may leave the year to its surroundings ("On May 1"), when
 * that year is somewhere in it; it may not leave out the day that is claimed.
 */
export function hasDate(claim: DateMention, dates: readonly DateMention[], years: ReadonlySet<number>): boolean {
  return claim.readings.some((said) =>
    dates.some(({ readings }) =>
      readings.some((there) => {
        if (said.month !== there.month || (said.day !== undefined && said.day !== there.day)) return false;
        return said.year === undefined || said.year === there.year || (there.year === undefined && years.has(said.year));
      }),
    ),
  );
}

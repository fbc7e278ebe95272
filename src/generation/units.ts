/** What a number counts: "30 days" and "30 months" are different claims, "$5" and "5 dollars" one. */
import { fold } from './grammar-words.ts';

const SYNONYMS: readonly string[] = [
  'percent % prozent porcentaje',
  'usd $ us$ dollar dollars dólar dólares',
  'eur € euro euros',
  'gbp £ pound pounds',
  'jpy ¥ yen yens',
  'cny yuan renminbi',
  'chf franken',
  'inr ₹ rupee rupees',
  'second seconds sec secs segundo segundos sekunde sekunden',
  'minute minutes min mins minuto minutos minuten',
  'hour hours hr hrs hora horas stunde stunden',
  'day days día días tag tage tagen',
  'week weeks semana semanas woche wochen',
  'month months mes meses monat monate monaten',
  'year years yr yrs año años jahr jahre jahren',
  'decade decades',
  'century centuries',
  'mm millimeter millimeters millimetre millimetres',
  'cm centimeter centimeters centimetre centimetres',
  'metre m meter meters metres metro metros',
  'km kilometer kilometers kilometre kilometres kilómetro kilómetros',
  'mile miles mi',
  'foot feet ft',
  'kg kilogram kilograms kilo kilos kilogramm',
  'ton tons tonne tonnes tonnen',
  'degree degrees °c °f °',
];
const UNITS = new Map(SYNONYMS.flatMap((line) => line.split(' ').map((word) => [fold(word), line.split(' ')[0]!] as const)));
/** Words between a number and what it counts that do not change it. */
const BETWEEN = new Set(['calendar', 'business', 'working', 'consecutive', 'full', 'additional', 'further', 'more', 'us', 'u.s', 'natural', 'net', 'metric']);
const BEFORE = /(?:US\$|[$€£¥₹]|\b(?:USD|EUR|GBP|JPY|CHF|CNY|INR))\s?$/u;
/** "thirty (30) days": the number is said twice before its unit. */
const SAID_TWICE = /^\s*\(\s*\p{N}[\p{N}.,]*\s*(?:%|percent)?\s*\)/u;
const AFTER = /^[\s-]*(%|[€£¥$]|°\s?[CF]?|\p{L}+(?:\.\p{L})?)/u;
const PER_CENT = /^\s*(?:per\s+cent|por\s+ciento|pour\s+cent|per\s+cento)(?!\p{L})/iu;
/** "miles per hour" and "m3" are left alone: a compound unit is not compared. */
const COMPOUND = /^(?:\d|\s*\/|\s*per\b)/u;

/** The unit of the number that stands at `start` … `end` of a text; `undefined` when there is none that is known. */
export function unitAt(text: string, start: number, end: number): string | undefined {
  const currency = BEFORE.exec(text.slice(Math.max(0, start - 5), start))?.[0].trim();
  if (currency !== undefined) return UNITS.get(fold(currency));
  let rest = text.slice(end, end + 60).replace(/^(?:st|nd|rd|th)(?!\p{L})/u, '');
  rest = rest.slice(SAID_TWICE.exec(rest)?.[0].length ?? 0).replace(/^\s*\)/, '');
  if (PER_CENT.test(rest)) return 'percent';
  for (let skipped = 0; skipped < 3; skipped += 1) {
    const found = AFTER.exec(rest);
    if (!found) return undefined;
    const word = fold((found[1] ?? '').replace(/\s/g, ''));
    rest = rest.slice(found[0].length);
    const unit = UNITS.get(word);
    if (unit !== undefined) return COMPOUND.test(rest) ? undefined : unit;
    if (!BETWEEN.has(word)) return undefined;
  }
  return undefined;
}

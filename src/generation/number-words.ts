/** Numbers that are written out, in English, Spanish and German: "two hundred and fifty thousand", "veinte", "zwölf". */
import { fold, type Language } from './grammar-words.ts';

type Values = ReadonlyMap<string, number>;

const mapOf = (...lists: (readonly [first: number, step: number, words: string])[]): Values =>
  new Map(lists.flatMap(([first, step, words]) => words.split(' ').map((word, i) => [fold(word), first + i * step] as const)));

const ENGLISH = mapOf(
  [0, 1, 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'],
  [20, 10, 'twenty thirty forty fifty sixty seventy eighty ninety'],
);
const CARDINALS: { [L in Language]?: Values } = {
  en: ENGLISH,
  es: mapOf(
    [0, 1, 'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte'],
    [30, 10, 'treinta cuarenta cincuenta sesenta setenta ochenta noventa cien'],
  ),
  de: mapOf(
    [0, 1, 'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn'],
    [20, 10, 'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert'],
  ),
};
/** Ordinals count as numbers from the third on: "first" and "second" are said of too many other things. */
const ORDINALS = mapOf(
  [3, 1, 'third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'],
  [20, 10, 'twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth'],
);
/** Words for a number of things that need not stand as a number in the source. */
const ALIASES = new Map([['both', 2], ['twice', 2], ['pair', 2], ['single', 1], ['once', 1], ['dozen', 12], ['half', 0.5], ['beide', 2], ['ambos', 2]]);
const SCALES = new Map<string, number>([
  ['hundred', 100],
  ...['thousand', 'mil', 'tausend', 'mille'].map((word) => [word, 1e3] as const),
  ...['million', 'millions', 'mln', 'mio', 'millon', 'millones', 'millionen', 'milione', 'milioni'].map((word) => [word, 1e6] as const),
  ...['billion', 'billions', 'bn', 'mrd', 'milliarde', 'milliarden', 'milliard', 'milliards', 'miliardo', 'miliardi'].map((word) => [word, 1e9] as const),
  ...['trillion', 'trillions'].map((word) => [word, 1e12] as const),
]);

/** What a word multiplies the number before it by: "million" gives 1 000 000. */
export const scaleOf = (folded: string): number | undefined => SCALES.get(folded);
export const aliasOf = (folded: string): number | undefined => ALIASES.get(folded);
export const ordinalOf = (folded: string): number | undefined => ORDINALS.get(folded);

/** "two" → 2, "twenty" → 20, "thirtyone" → 31 (hyphens removed). */
function cardinalOf(folded: string, language: Language): number | undefined {
  return CARDINALS[language]?.get(folded) ?? ENGLISH.get(folded);
}

/**
 * The number that a run of words says, and how many of them it takes: tens and units add up, a scale multiplies what stands before it,
 * "and" may stand after "hundred".
 * @param words folded, from the first word of the number on
 */
export function readWords(words: readonly string[], language: Language): { value: number; taken: number } | undefined {
  let sum: Sum = { total: 0, group: undefined };
  let taken = 0;
  for (let i = 0; i < words.length; i += 1) {
    const isLink = words[i] === 'and' && sum.group !== undefined && sum.group % 100 === 0 && cardinalOf(words[i + 1] ?? '', language) !== undefined;
    if (isLink) continue;
    const next = plus(sum, words[i]!, language);
    if (!next) break;
    sum = next;
    taken = i + 1;
  }
  return taken === 0 ? undefined : { value: sum.total + (sum.group ?? 0), taken };
}

/** What was closed by a scale, and what is still being added up. */
interface Sum {
  total: number;
  group: number | undefined;
}

/** The sum with one more word; `undefined` when the word does not go on with the number. */
function plus({ total, group }: Sum, word: string, language: Language): Sum | undefined {
  const value = cardinalOf(word, language);
  if (value !== undefined) return fits(group, value) ? { total, group: (group ?? 0) + value } : undefined;
  const scale = scaleOf(word);
  if (scale === undefined || group === undefined) return undefined;
  // A hundred stays in its group ("two hundred thousand"); greater scales close theirs.
  return scale === 100 ? { total, group: group * 100 } : { total: total + (group === 0 ? 1 : group) * scale, group: 0 };
}

/** "twenty" takes "one", "hundred" takes "twenty"; "one" takes nothing: "one two" are two numbers. */
const fits = (group: number | undefined, value: number): boolean =>
  group === undefined || (value > 0 && ((group % 100 === 0 && value < 100) || (group % 10 === 0 && group % 100 >= 20 && value < 10)));

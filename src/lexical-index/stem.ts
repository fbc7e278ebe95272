/**
 * English words without their endings, so that "terminates" finds "termination". The algorithm is M. F. Porter,
 * "An algorithm for suffix stripping", Program 14(3), 1980, with its published departures (-logi, -bli).
 * Words of other languages in plain Latin letters pass through it too; query and document alike, so nothing is lost.
 */

/** A consonant or not, per letter: "y" is a consonant at the start and after a vowel. */
function isConsonant(word: string, at: number): boolean {
  const letter = word[at]!;
  if ('aeiou'.includes(letter)) return false;
  return letter !== 'y' || at === 0 || !isConsonant(word, at - 1);
}

/** How often a vowel is followed by a consonant: Porter's measure m. */
function measure(word: string): number {
  let count = 0;
  let before = true;
  for (let i = 0; i < word.length; i++) {
    const consonant = isConsonant(word, i);
    if (consonant && !before) count++;
    before = consonant;
  }
  return count;
}

function hasVowel(word: string): boolean {
  for (let i = 0; i < word.length; i++) if (!isConsonant(word, i)) return true;
  return false;
}

const endsInDouble = (word: string) =>
  word.length > 1 && word.at(-1) === word.at(-2) && isConsonant(word, word.length - 1);

/** Ends consonant, vowel, consonant, and the last is not w, x or y: "hop", so that "hoping" and "hopping" differ. */
function endsShort(word: string): boolean {
  const last = word.length - 1;
  return (
    last >= 2 && isConsonant(word, last) && !isConsonant(word, last - 1) && isConsonant(word, last - 2) && !'wxy'.includes(word[last]!)
  );
}

/** The first ending that fits decides, as in the paper, whether or not its condition then holds. Longest endings first. */
function exchange(word: string, endings: readonly (readonly [string, string])[]): string {
  for (const [ending, instead] of endings) {
    if (!word.endsWith(ending)) continue;
    const rest = word.slice(0, -ending.length);
    return measure(rest) > 0 ? rest + instead : word;
  }
  return word;
}

function withoutPlural(word: string): string {
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

function withoutTense(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const ending = word.endsWith('ed') ? 2 : word.endsWith('ing') ? 3 : 0;
  const rest = word.slice(0, -ending);
  if (ending === 0 || !hasVowel(rest)) return word;
  if (/(?:at|bl|iz)$/.test(rest)) return rest + 'e';
  if (endsInDouble(rest) && !/[lsz]$/.test(rest)) return rest.slice(0, -1);
  return measure(rest) === 1 && endsShort(rest) ? rest + 'e' : rest;
}

const DOUBLE_SUFFIXES = [
  ['ational', 'ate'], ['ization', 'ize'], ['iveness', 'ive'], ['fulness', 'ful'], ['ousness', 'ous'], ['tional', 'tion'],
  ['biliti', 'ble'], ['ation', 'ate'], ['alism', 'al'], ['aliti', 'al'], ['iviti', 'ive'], ['entli', 'ent'], ['ousli', 'ous'],
  ['enci', 'ence'], ['anci', 'ance'], ['izer', 'ize'], ['ator', 'ate'], ['alli', 'al'], ['logi', 'log'], ['bli', 'ble'], ['eli', 'e'],
] as const;
const SUFFIXES = [
  ['icate', 'ic'], ['ative', ''], ['alize', 'al'], ['iciti', 'ic'], ['ical', 'ic'], ['ness', ''], ['ful', ''],
] as const;
const LAST_SUFFIXES = [
  'ement', 'ance', 'ence', 'able', 'ible', 'ment', 'ant', 'ent', 'ion', 'ism', 'ate', 'iti', 'ous', 'ive', 'ize', 'al', 'er', 'ic', 'ou',
];

function withoutLastSuffix(word: string): string {
  const ending = LAST_SUFFIXES.find((suffix) => word.endsWith(suffix));
  if (ending === undefined) return word;
  const rest = word.slice(0, -ending.length);
  if (ending === 'ion' && !/[st]$/.test(rest)) return word;
  return measure(rest) > 1 ? rest : word;
}

function withoutFinalE(word: string): string {
  const rest = word.slice(0, -1);
  if (word.endsWith('e') && (measure(rest) > 1 || (measure(rest) === 1 && !endsShort(rest)))) return rest;
  return word.endsWith('ll') && measure(rest) > 1 ? rest : word;
}

const ENGLISH = /^[a-z]{3,}$/;

/** The stem of a folded word. Anything but three or more plain Latin letters comes back as it is. */
export function stem(word: string): string {
  if (!ENGLISH.test(word)) return word;
  let rest = withoutTense(withoutPlural(word));
  if (rest.endsWith('y') && hasVowel(rest.slice(0, -1))) rest = rest.slice(0, -1) + 'i';
  rest = exchange(exchange(rest, DOUBLE_SUFFIXES), SUFFIXES);
  return withoutFinalE(withoutLastSuffix(rest));
}

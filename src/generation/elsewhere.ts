/**
 * A name or a number that is in the source, but in another place: the sentence says of it what the source says of a different one.
 * The words around it are looked for around each place it has in the source, and around each other name or number there.
 */
import { missingWords, namesIn, sameNameWord, type NameMention } from './names.ts';
import { sameQuantity, type Quantity } from './numbers.ts';
import type { ReadText } from './source-text.ts';
import type { Token } from './tokens.ts';
import { sameWord } from './word-forms.ts';

/** Content words on either side of a name that tell what is said of it. */
const AROUND = 4;
/** Tokens of the source around a place in which they are looked for. */
const NEAR = 9;
/** A word that stands on the other side in the source counts this much. */
const OTHER_SIDE = 0.5;
/** The other place must have this share of the words around, … */
const FITS_THERE = 0.8;
/** … and so much more than any place of the name itself. */
const FITS_BETTER = 0.4;
/** With fewer words around, one of them would decide. */
const FEWEST_AROUND = 3;

interface Near {
  token: Token;
  weight: number;
  side: -1 | 1;
}

/** @returns the first name of the sentence whose surroundings fit another name of the source much better */
export function nameElsewhere(claim: ReadText, source: ReadText): NameMention | undefined {
  const there = namesIn(source);
  const said = namesIn(claim);
  return said.find((name) => {
    if (missingWords(name, source).length > 0) return false;
    const own = source.tokens.flatMap((token, i) => (name.words.some(({ folded }) => sameNameWord(folded, token.folded)) ? [{ first: i, last: i }] : []));
    const others = there.filter(({ words }) => !words.some((word) => name.words.some((one) => sameNameWord(one.folded, word.folded))));
    const absent = others.filter((other) => missingWords(other, claim).length === other.words.length);
    return fitsElsewhere(claim, source, name, own, absent);
  });
}

/** @returns the first number of the sentence whose surroundings fit another number of the source much better */
export function numberElsewhere(claim: ReadText, source: ReadText): Quantity | undefined {
  return claim.numbers.find((number) => {
    const own = source.numbers.filter((other) => sameQuantity(number, other));
    const others = source.numbers.filter(({ unit, value }) => !own.some((one) => one.value === value) && (unit === number.unit || unit === undefined || number.unit === undefined));
    const absent = others.filter((other) => isYear(other) === isYear(number) && !claim.numbers.some((one) => sameQuantity(one, other)));
    if (number.loose || own.length === 0) return false;
    return fitsElsewhere(claim, source, tokensAt(claim.tokens, number), own.map((one) => tokensAt(source.tokens, one)), absent.map((one) => tokensAt(source.tokens, one)));
  });
}

const isYear = ({ text, unit }: Quantity) => unit === undefined && /^[12]\d{3}$/.test(text);

interface Stretch {
  first: number;
  last: number;
}

function tokensAt(tokens: readonly Token[], { start, end }: { start: number; end: number }): Stretch {
  const inside = tokens.flatMap((token, i) => (token.start < end && start < token.end ? [i] : []));
  return { first: inside[0] ?? 0, last: inside.at(-1) ?? 0 };
}

function fitsElsewhere(claim: ReadText, source: ReadText, said: Stretch, own: readonly Stretch[], others: readonly Stretch[]): boolean {
  const around = [...beside(claim.tokens, said, -1), ...beside(claim.tokens, said, 1)];
  if (around.length < FEWEST_AROUND) return false;
  const fit = (places: readonly Stretch[]) => Math.max(0, ...places.map((place) => fitAt(source.tokens, place, around)));
  const there = fit(others);
  return there >= FITS_THERE && there - fit(own) >= FITS_BETTER;
}

/** The nearest content words on one side, the nearest with most weight. */
function beside(tokens: readonly Token[], { first, last }: Stretch, side: -1 | 1): Near[] {
  const found: Near[] = [];
  for (let i = side < 0 ? first - 1 : last + 1; i >= 0 && i < tokens.length && found.length < AROUND; i += side) {
    const token = tokens[i]!;
    if (token.content) found.push({ token, side, weight: 1 / (found.length + 1) });
  }
  return found;
}

function fitAt(tokens: readonly Token[], { first, last }: Stretch, around: readonly Near[]): number {
  const left = tokens.slice(Math.max(0, first - NEAR), first);
  const right = tokens.slice(last + 1, last + 1 + NEAR);
  let fit = 0;
  let all = 0;
  for (const { token, weight, side } of around) {
    const has = (stretch: readonly Token[]) => stretch.some(({ folded }) => sameWord(folded, token.folded));
    const [same, other] = side < 0 ? [left, right] : [right, left];
    all += weight;
    fit += has(same) ? weight : has(other) ? weight * OTHER_SIDE : 0;
  }
  return fit / all;
}

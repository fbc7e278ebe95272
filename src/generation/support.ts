/**
 * Whether the cited passages back a sentence, and if not, why not. A quotation backs itself. A sentence in other words is backed when
 * every number, date, name and quotation in it is there, in its place, nothing is denied on one side only, and enough of its words are
 * there. It cannot see every turned meaning: how often it does is measured (evaluation/verification.ts).
 */
import type { SentenceFinding } from '../contract/answer.ts';
import { hasDate } from './dates.ts';
import { nameElsewhere, numberElsewhere } from './elsewhere.ts';
import { missingWords, namesIn } from './names.ts';
import { exchangedIn } from './near-copy.ts';
import { isCue, negationDiffers } from './negation.ts';
import { sameQuantity } from './numbers.ts';
import { missingQuotation } from './quotations.ts';
import { readPassages, readText, type ReadText } from './source-text.ts';
import { plain } from './tokens.ts';
import { sameWord } from './word-forms.ts';

/** Share of a sentence's content words that must stand in the cited passages when nothing but words is known. */
const WORDS_BACKED = 0.55;
/** Where the meaning can be compared too, fewer words do when it is near, … */
const WORDS_BACKED_BY_MEANING = 0.35;
/** … which is a cosine of this much to a sentence or two of the passages. */
const NEAR_MEANING = 0.57;

/** How near in meaning each of `texts` is to `sentence`: a cosine, from −1 to 1, in their order. */
export type Similarity = (sentence: string, texts: readonly string[]) => Promise<readonly number[]>;

/**
 * Judges one sentence by what words alone can tell, and by meaning where `similarity` is handed in.
 * @param passages the cited passages, verbatim from the source
 * @returns why the sentence is not supported; `undefined` when it is
 * @throws whatever `similarity` throws
 */
export async function findingOf(sentence: string, passages: readonly string[], similarity?: Similarity): Promise<SentenceFinding | undefined> {
  const read = readBoth(sentence, passages);
  if (!('claim' in read)) return read.finding;
  const share = shareBacked(read.claim, read.source);
  const doubtful = share < WORDS_BACKED && share >= WORDS_BACKED_BY_MEANING;
  const nearness = doubtful && similarity ? Math.max(...(await similarity(read.claim.text, windowsOf(read.source)))) : 0;
  return missing(read) ?? tooLittle(share, nearness) ?? differing(read);
}

/** Whether the cited words back a sentence, by words alone. */
export function supports(quotes: readonly string[], sentence: string): boolean {
  const read = readBoth(sentence, quotes);
  if (!('claim' in read)) return read.finding === undefined;
  return (missing(read) ?? tooLittle(shareBacked(read.claim, read.source), 0) ?? differing(read)) === undefined;
}

interface Both {
  claim: ReadText;
  source: ReadText;
}

/** What needs no reading: nothing cited, nothing said, and a sentence that is its source's own. */
function readBoth(sentence: string, passages: readonly string[]): Both | { finding: SentenceFinding | undefined } {
  const cited = passages.map(plain).filter((text) => text !== '');
  const said = plain(sentence);
  if (cited.length === 0) return { finding: { code: 'no-citation' } };
  const claim = readText(said);
  if (claim.tokens.length === 0) return { finding: { code: 'too-little-found', share: 0 } };
  if (cited.some((text) => text.includes(said)) || cited.join(' ').includes(said)) return { finding: undefined };
  return { claim, source: readPassages(passages) };
}

/** The first quotation, date, number or name of the sentence that the passages do not have. */
function missing({ claim, source }: Both): SentenceFinding | undefined {
  const quotation = missingQuotation(claim.text, source.text);
  if (quotation !== undefined) return { code: 'quotation-not-found', what: quotation };
  const years = new Set([...source.numbers.map(({ value }) => value), ...source.dates.flatMap(({ readings }) => readings.flatMap(({ year }) => year ?? []))]);
  const date = claim.dates.find((one) => !hasDate(one, source.dates, years));
  if (date) return { code: 'date-not-found', what: date.text };
  const number = claim.numbers.find((one) => !one.loose && !source.numbers.some((other) => sameQuantity(one, other)) && !(one.unit === undefined && years.has(one.value)));
  if (number) return { code: 'number-not-found', what: number.text };
  const name = namesIn(claim).find((one) => missingWords(one, source).length > 0);
  return name && { code: 'name-not-found', what: name.text };
}

const tooLittle = (share: number, nearness: number): SentenceFinding | undefined =>
  share >= WORDS_BACKED || (share >= WORDS_BACKED_BY_MEANING && nearness >= NEAR_MEANING) ? undefined : { code: 'too-little-found', share };

/** What is there, but not as the sentence has it. */
function differing({ claim, source }: Both): SentenceFinding | undefined {
  const exchanged = exchangedIn(claim, source);
  if (exchanged) return exchanged;
  const number = numberElsewhere(claim, source);
  if (number) return { code: 'number-elsewhere', what: number.text };
  const name = nameElsewhere(claim, source);
  if (name) return { code: 'name-elsewhere', what: name.text };
  const denied = negationDiffers(claim, source);
  return denied === undefined ? undefined : { code: 'negation-differs', what: denied };
}

/** The share of a sentence's content words and numbers of which the source has a form; a sentence of grammar alone says nothing to back. */
function shareBacked(claim: ReadText, source: ReadText): number {
  const words = claim.tokens.filter((token) => (token.content && !isCue(token.folded)) || /^\p{N}/u.test(token.text));
  const known = new Set(source.tokens.map(({ folded }) => folded));
  const backed = words.filter(({ folded }) => known.has(folded) || source.tokens.some((token) => sameWord(folded, token.folded)));
  return backed.length / Math.max(1, words.length);
}

/** Every sentence of the source, and every two that follow each other: what a meaning is compared with. */
function windowsOf({ text, tokens, sentenceStarts }: ReadText): string[] {
  const windows: string[] = [];
  for (let i = 0; i + 1 < sentenceStarts.length; i += 1) {
    for (const length of [1, 2]) {
      const [from, to] = [sentenceStarts[i], sentenceStarts[i + length]];
      if (from !== undefined && to !== undefined && from < to) windows.push(text.slice(tokens[from]!.start, tokens[to - 1]!.end));
    }
  }
  return windows;
}

/**
 * Whether a sentence says "not" where its source does not, or the other way round. Only words near a negation are compared, and only
 * with the sentence of the source that says most nearly the same: a "not" about something else is no difference.
 */
import { areOpposites, saysNo } from './opposites.ts';
import type { ReadText } from './source-text.ts';
import type { Token } from './tokens.ts';
import { sameWord } from './word-forms.ts';

/** English, Spanish, German, French, Italian and Portuguese. */
const CUES = new Set(
  `not no never nor neither none nobody nothing nowhere without cannot hardly scarcely barely seldom rarely non
   nunca jamas sin ni ningun ninguna ninguno nadie nada
   nicht kein keine keinen keinem keiner keines nie niemals ohne weder niemand nichts
   ne jamais sans aucun aucune non senza nem sem nao`.split(/\s+/),
);
/** "not only", "no less than", "no later than": these deny nothing. */
const IDLE_AFTER = new Set(['only', 'less', 'more', 'later', 'earlier', 'fewer', 'least', 'merely', 'just', 'necessarily', 'limited', 'withstanding', 'solo', 'nur', 'mas', 'doubt', 'matter']);
/** Content words after a cue that it may deny. */
const REACH = 3;
/** Words before and after a word among which something that says no may deny it. */
const NEAR_BEFORE = 6;
const NEAR_AFTER = 2;
const CLAUSE_END = /[,;:.()!?—–]/u;
/** The sentence of the source must hold this share of the claim's content words, or nothing is said about it. */
const ENOUGH_SHARED = 0.5;

/** @returns the word that makes the difference, as it is written there; `undefined` when the two agree or cannot be compared */
export function negationDiffers(claim: ReadText, source: ReadText): string | undefined {
  const nearest = nearestSentence(claim, source);
  if (!nearest) return undefined;
  const said = { tokens: claim.tokens, text: claim.text };
  const there = { tokens: nearest, text: source.text };
  const opposite = oppositeIn(said, there);
  if (opposite !== undefined) return opposite.turned ? undefined : opposite.word;
  return deniedOnlyIn(said, there) ?? deniedOnlyIn(there, said);
}

interface Stretch {
  tokens: readonly Token[];
  text: string;
}

/** The one or two sentences of the source that share most with the claim. */
function nearestSentence(claim: ReadText, source: ReadText): Token[] | undefined {
  const words = claim.tokens.filter(({ content, folded }) => content && !isCue(folded));
  let best: { tokens: Token[]; shared: number } | undefined;
  for (const [i, start] of source.sentenceStarts.slice(0, -1).entries()) {
    const tokens = source.tokens.slice(start, source.sentenceStarts[i + 1]);
    const shared = words.filter((word) => tokens.some((token) => related(word.folded, token.folded))).length;
    if (!best || shared > best.shared) best = { tokens, shared };
  }
  return best && best.shared >= ENOUGH_SHARED * words.length ? best.tokens : undefined;
}

const related = (a: string, b: string): boolean => sameWord(a, b) || areOpposites(a, b);

/** @param folded a word as tokens give it */
export const isCue = (folded: string): boolean => CUES.has(folded) || folded.endsWith("n't");

/** A word of the claim whose opposite stands in the source in its place. `turned`: a "not" on one side makes up for it. */
function oppositeIn(claim: Stretch, source: Stretch): { word: string; turned: boolean } | undefined {
  for (const word of claim.tokens) {
    if (source.tokens.some(({ folded }) => sameWord(folded, word.folded))) continue;
    const other = source.tokens.find((token) => areOpposites(word.folded, token.folded));
    if (!other || claim.tokens.some(({ folded }) => sameWord(folded, other.folded))) continue;
    return { word: word.text, turned: isDenied(word, claim) !== isDenied(other, source) };
  }
  return undefined;
}

/** Here "no less than" does count: it makes "less" say "more". */
const isDenied = (token: Token, stretch: Stretch): boolean => cuesIn(stretch, new Set()).some(({ denied }) => denied.includes(token));

/** The cue of `one` that denies words which the other has too, with nothing that says no around any place they have there. */
function deniedOnlyIn(one: Stretch, other: Stretch): string | undefined {
  for (const { cue, denied } of cuesIn(one)) {
    const shared = denied.filter((token) => other.tokens.some(({ folded }) => sameWord(folded, token.folded)));
    if (shared.length === 0 || shared.length * 2 < denied.length) continue;
    if (shared.every((token) => isAffirmed(token, other)) && !shared.every((token) => isAffirmed(token, one))) return cue.text;
  }
  return undefined;
}

/** Whether a word stands in a stretch at least once with nothing near it that says no. */
function isAffirmed(word: Token, { tokens }: Stretch): boolean {
  return tokens.some(({ folded }, i) => {
    if (!sameWord(folded, word.folded)) return false;
    const near = tokens.slice(Math.max(0, i - NEAR_BEFORE), i + NEAR_AFTER + 1);
    return !near.some((token) => isCue(token.folded) || saysNo(token.folded));
  });
}

/** Every negation with the content words that it denies: those that follow in its clause, in German also the two before. */
function cuesIn({ tokens, text }: Stretch, idle: ReadonlySet<string> = IDLE_AFTER): { cue: Token; denied: Token[] }[] {
  return tokens.flatMap((cue, i) => {
    if (!isCue(cue.folded) || idle.has(tokens[i + 1]?.folded ?? '')) return [];
    const denied: Token[] = [];
    for (let next = i + 1; next < tokens.length && denied.length < REACH; next += 1) {
      if (CLAUSE_END.test(text.slice(tokens[next - 1]!.end, tokens[next]!.start)) || tokens[next]!.folded === 'but') break;
      if (isMatter(tokens[next]!)) denied.push(tokens[next]!);
    }
    if (cue.folded === 'nicht' || denied.length === 0) denied.push(...tokens.slice(Math.max(0, i - 3), i).filter(isMatter));
    return [{ cue, denied }];
  });
}

const isMatter = (token: Token): boolean => token.content && !isCue(token.folded);

/**
 * Words that a question is built with and not about. The index's own rarity says the same of a large library, but not of a single
 * short document, where "which" can be the rarest word of all. They also tell in which language a question is asked.
 */
import { words } from '../lexical-index/words.ts';

const BY_LANGUAGE: readonly (readonly [language: string, words: string])[] = [
  ['en', `a an the this that these those it its he she they them his her their we us our you your i me my who whom whose which what when where
    why how is are was were be been being am do does did done has have had having can could may might must shall should will would of in on at
    by for with from to into onto about as and or but if then than so not no nor any some there here also just only s t whether however please
    tell show give say many much`],
  ['es', `el la los las un una unos unas lo al del de en y o u que qué quien quién quienes cual cuál cuales cuáles cuando cuándo donde dónde
    como cómo cuanto cuánto cuanta cuánta cuantos cuántos cuantas cuántas por para con sin sobre se su sus es son fue fueron era eran ser está
    están ha han había no si más`],
  ['de', `der die das den dem des ein eine einen einem einer eines und oder aber wer wen wem wessen was wann wo wohin woher warum wieso wie
    welche welcher welches welchen ist sind war waren wird werden wurde wurden hat haben hatte hatten sein kann können muss müssen soll sollen
    in im an am auf aus bei mit nach von vom zu zum zur für über nicht kein keine es er sie wir ihr ihre sich dass als auch so viel viele`],
  ['fr', `le la les un une des du de au aux ce cette ces et ou mais où qui que quoi quel quelle quels quelles quand comment pourquoi combien
    est sont était étaient sera a ont avait par pour avec sans sur dans ne pas plus il elle ils elles son sa ses leur leurs on se`],
  ['it', `il lo la i gli le un uno una di da del della nel nella con su per tra fra che chi quale quali quando dove come perché quanto quanti
    è sono era erano ha hanno non si`],
  ['pt', `o a os as um uma do da dos das no na nos nas em ao aos com sem por que quem qual quais quando onde como quanto quantos é foi são
    não se`],
  ['ar', `في من على إلى عن مع هذا هذه ذلك التي الذي ما ماذا متى أين كيف لماذا كم هل هو هي كان كانت أو و أن إن لا`],
];

/** Empty in one language, full in another ("die", "war", "sin"). In a library of the first they are common, and so weigh little anyway. */
const FULL_ELSEWHERE = 'die war son plus sin come dove hat era sera per fue';

const termsOf = (text: string): string[] => words(text).map(({ term }) => term);
const LANGUAGES = BY_LANGUAGE.map(([language, list]) => ({ language, terms: new Set(termsOf(list)) }));
const FULL = new Set(termsOf(FULL_ELSEWHERE));
const EMPTY = new Set(LANGUAGES.flatMap(({ terms }) => [...terms]).filter((term) => !FULL.has(term)));

/** Chinese and Japanese question words and particles: two-character terms that contain only these say nothing. */
const EMPTY_CHARACTERS = /^[的了是在有和與与什麼么谁誰哪何时時為为吗嗎呢多少几幾怎样樣被把对對從从於于之这這那個个はがをにでとのか]+$/u;

/** @param term as `words` of the lexical index gives it */
export const isFunctionTerm = (term: string): boolean => EMPTY.has(term) || EMPTY_CHARACTERS.test(term);

/** The text without its function words, the rest in its place; the text as it is when nothing else is in it. */
export function contentOf(text: string): string {
  const found = words(text);
  if (found.every(({ term }) => isFunctionTerm(term))) return text;
  let content = '';
  let at = 0;
  for (const { term, start, end } of found) {
    if (start < at || !isFunctionTerm(term)) continue;
    content += `${text.slice(at, start)} `;
    at = end;
  }
  return content + text.slice(at);
}

/**
 * The language that most of a text's function words belong to. Only among languages that share a script, and only from a clear lead:
 * a few words without grammar are in any language.
 * @returns a BCP 47 language, or `undefined`
 */
export function guessLanguage(text: string): string | undefined {
  const terms = new Set(termsOf(text));
  const counts = LANGUAGES.map((one) => ({ language: one.language, count: [...terms].filter((term) => one.terms.has(term)).length }));
  const [first, second] = counts.toSorted((a, b) => b.count - a.count);
  return first && first.count > (second?.count ?? 0) ? first.language : undefined;
}

/**
 * Words that a question is built with and not about. The index's own rarity says the same of a large library, but not of a single
 * short document, where "which" can be the rarest word of all. Words that are empty in one language and full in another (German "die",
 * "war") are left out: in a library of that language they are common, and so weigh little anyway.
 */
import { words } from '../lexical-index/words.ts';

const WORDS = `
a an the this that these those it its he she they them his her their we us our you your i me my who whom whose which what when where why how
is are was were be been being am do does did done has have had having can could may might must shall should will would
of in on at by for with from to into onto about as and or but if then than so not no nor any some there here also just only s t
if whether however please tell show give say many much
el la los las un una unos unas lo al del de en y o u que qué quien quién quienes cual cuál cuales cuáles cuando cuándo donde dónde como cómo
cuanto cuánto cuanta cuánta cuantos cuántos cuantas cuántas por para con sobre se su sus es fueron eran ser está están ha han había no si más
der das den dem des ein eine einen einem einer eines und oder aber wer wen wem wessen was wann wo wohin woher warum wieso wie welche welcher welches welchen
ist sind waren wird werden wurde wurden haben hatte hatten sein kann können muss müssen soll sollen in im an am auf aus bei mit nach von vom zu zum zur für über
nicht kein keine es er sie wir ihr ihre sich dass als auch so viel viele
le les du au aux ce cette ces et ou mais où qui quoi quel quelle quels quelles quand comment pourquoi combien est sont était étaient a ont avait
par pour avec sans sur dans ne pas il elle ils elles sa ses leur leurs on
il gli uno di da nel nella con su tra fra che chi quale quali quando perché quanto quanti è sono erano ha hanno non
o os as um uma do da dos das no na nos nas em ao aos com sem que quem qual quais onde quando como quanto quantos foi são
في من على إلى عن مع هذا هذه ذلك التي الذي ما ماذا من متى أين كيف لماذا كم هل هو هي كان كانت أو و أن إن لا
`;

const FUNCTION_TERMS: ReadonlySet<string> = new Set(words(WORDS).map(({ term }) => term));

/** Chinese and Japanese question words and particles: two-character terms that contain only these say nothing. */
const FUNCTION_CHARACTERS = /^[的了是在有和與与什麼么谁誰哪何时時為为吗嗎呢多少几幾怎样樣被把对對从從于於之这這那个個はがをにでとのか]+$/u;

/** @param term as `words` of the lexical index gives it */
export const isFunctionTerm = (term: string): boolean => FUNCTION_TERMS.has(term) || FUNCTION_CHARACTERS.test(term);

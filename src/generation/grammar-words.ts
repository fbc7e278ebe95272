/**
 * Words that a sentence is built with and does not speak of, by language: a sentence is not backed by sharing them. They also tell in
 * which language a text is, which decides how its numbers are read.
 */

export type Language = 'en' | 'es' | 'de' | 'fr' | 'it' | 'pt';

const BY_LANGUAGE: { [L in Language]: string } = {
  en: `a an the this that these those it its itself he she they him her them his hers their theirs we us our ours you your yours i me my who whom
    whose which what when where why how is are was were be been being am do does did done has have had having can could may might must shall
    should will would of in on at by for with from to into onto upon about as and or but if then than so there here also just only such both
    each any some every all other another same own more most much many very too again while during after before between through over under
    out up down off per via because although though whether however therefore thus hence within among since until against s t`,
  es: `el la los las un una unos unas lo al del de en y o u que qué quien cual cuando donde como por para con sobre se su sus es son fue
    fueron era eran ser está están ha han había si más este esta estos estas ese esa entre también pero desde hasta`,
  de: `der die das den dem des ein eine einen einem einer eines und oder aber wer wen wem was wann wo wie ist sind war waren wird werden
    wurde wurden hat haben hatte hatten sein kann können muss müssen soll sollen in im an am auf aus bei mit nach von vom zu zum zur für
    über es er sie wir ihr ihre sich dass als auch so dieser diese dieses durch um bis unter`,
  fr: `le la les un une des du de au aux ce cette ces et ou mais où qui que quoi est sont était étaient sera a ont avait par pour avec sur
    dans il elle ils elles son sa ses leur leurs on se plus entre depuis`,
  it: `lo la i gli le un uno una di da del della nel nella con su per tra fra che chi è sono era erano ha hanno come più`,
  pt: `o a os as um uma de do da dos das no na nos nas em ao aos com por que quem foi são se como mais entre`,
};

/** Lower case, without accents and other marks: "É" is "e". */
export const fold = (word: string): string => word.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().replaceAll('ß', 'ss');

const listOf = (text: string) => new Set(text.split(/\s+/).map(fold));
const LISTS = Object.entries(BY_LANGUAGE).map(([language, words]) => ({ language: language as Language, words: listOf(words) }));
const ALL = new Set(LISTS.flatMap(({ words }) => [...words]));
/** Grammar in one language and the subject matter of another: "son", "come", "sera" and "war" are kept as words. */
const MATTER = listOf('son come sera war die per fue via on no');

/** @param folded a word as `fold` gives it */
export const isGrammar = (folded: string): boolean => ALL.has(folded) && !MATTER.has(folded);

/** Fewer grammar words than this do not outvote English: "troupes de la marine" may stand in any text. */
const FEWEST_WORDS = 3;

/** The language that most grammar words of a text belong to; English when nothing clearly speaks for another. */
export function languageOf(foldedWords: readonly string[]): Language {
  const counts = LISTS.map(({ language, words }) => ({ language, count: foldedWords.filter((word) => words.has(word)).length }));
  const best = counts.reduce((a, b) => (b.count > a.count ? b : a));
  return best.count >= FEWEST_WORDS ? best.language : 'en';
}

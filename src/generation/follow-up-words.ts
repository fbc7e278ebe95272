/** The words by which a follow-up is known: those that point back, and those that ask without saying about what. English, Spanish, German. */
import { fold } from './grammar-words.ts';

export type AskedIn = 'en' | 'es' | 'de';

const listOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/).map(fold));

/** Words that tell one of the languages from the others in a question of a few words. */
const TELLING: { [L in AskedIn]: ReadonlySet<string> } = {
  en: listOf('the who what when where why how which and is are was were does did do can must will should about it they he she this that there of'),
  es: listOf('qué quién quiénes cuándo dónde cómo cuánto cuánta cuántos cuántas cuál cuáles por para y el la los las del una es son hay eso esto ella ellos sobre pero'),
  de: listOf('wer was wann wo wie warum wieso welche welcher welches und der die das den dem ist sind wird gilt muss kann mit bei für über er sie dort aber eine einen'),
};

/** @returns the language that most small words speak for; English when none does */
export function askedIn(text: string): AskedIn {
  if (text.includes('¿')) return 'es';
  const words = wordsOf(text).map(({ folded }) => folded);
  const counts = (['en', 'es', 'de'] as const).map((language) => ({ language, count: words.filter((word) => TELLING[language].has(word)).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).language;
}

export interface QuestionWord {
  text: string;
  folded: string;
  start: number;
  end: number;
  /** It begins with a capital letter, or is a number. */
  marked: boolean;
}

/** Words of a question with their places; "don't" is one. */
export const wordsOf = (text: string): QuestionWord[] =>
  [...text.matchAll(/[\p{L}\p{M}\p{N}]+(?:[’'.,-][\p{L}\p{M}\p{N}]+)*/gu)].map(({ 0: word, index }) => ({
    text: word, folded: fold(word).replaceAll('’', "'"), start: index, end: index + word.length, marked: /^[\p{Lu}\p{N}]/u.test(word),
  }));

/** Words that ask, and hold nothing to search for. A question of these alone is about what was asked before. */
export const EMPTY: { [L in AskedIn]: ReadonlySet<string> } = {
  en: listOf(`who whom whose what when where why how which much many long often far old big large soon late else more exactly so really and but or then also too is was
    are were be been do does did not can could would should will may must please tell me explain detail details example examples further elaborate mean sure you i
    go on continue again reason reasons since until from to by with for of in at about only other others one ones same another there that this these those it anything
    anyone something someone say show give a an the any some no yes okay ok`),
  es: listOf(`qué quién quiénes cuándo dónde cómo cuánto cuánta cuántos cuántas cuál cuáles por para y o pero también más es son era fue está de desde hasta con en a
    entonces exactamente seguro eso esto ese otro otra otros otras mismo misma ejemplo ejemplos detalle detalles explica explícalo dime cuéntame algo alguien no sí se lo`),
  de: listOf(`wer wen wem was wann wo wie warum wieso weshalb welche welcher welches und oder aber auch noch mehr genau sonst ist sind war waren wird viel viele lange oft seit
    bis von mit für dann also denn ja nein sicher erkläre bitte das dies dieses diese jene andere anderen derselbe dieselbe dasselbe gleiche beispiel beispiele details
    etwas jemand es so nicht mir sag nenne`),
};

/** Openings that ask the last question once more, of something else. What follows them is the something. */
export const WHAT_ABOUT: { [L in AskedIn]: RegExp } = {
  en: /^(?:(?:and|but|so|or|ok(?:ay)?|then)[,\s]+)?(?:what about|how about|what of)\s+/iu,
  es: /^¿?\s*(?:(?:y|pero)\s+)?(?:qué (?:hay|tal|pasa|ocurre) (?:de|con)|qué tal)\s+/iu,
  de: /^(?:(?:und|aber)\s+)?(?:was ist mit|wie (?:ist|steht|sieht) es (?:mit|bei)|wie wäre es mit)\s+/iu,
};
export const AND: { [L in AskedIn]: RegExp } = {
  en: /^(?:(?:and|but|or|so|plus|even|also|only|what if)[,\s]+)+/iu,
  es: /^¿?\s*(?:y|e|o|pero)\s+/iu,
  de: /^(?:und|oder|aber)[,\s]+/iu,
};

/** Words with which a whole question or request begins. What begins otherwise after an "and" is only a piece of one. */
const BEGINS: { [L in AskedIn]: ReadonlySet<string> } = {
  en: listOf(`who whom whose what when where why how which is are was were do does did can could may might must shall should will would has have had am isn't doesn't
    don't can't list show tell explain give find compare summarise summarize count name describe`),
  es: listOf(`qué quién quiénes cuándo dónde cómo cuánto cuánta cuántos cuántas cuál cuáles es son está están hay puede pueden debe deben tiene tienen se por resume compara
    lista enumera cuenta explica`),
  de: listOf(`wer wen wem wessen was wann wo wohin woher wie warum wieso weshalb welche welcher welches welchen ist sind war waren wird werden hat haben kann können darf
    dürfen muss müssen soll sollen gibt gilt fasse vergleiche liste zähle nenne erkläre zeige`),
};
export const beginsQuestion = (text: string, language: AskedIn): boolean => {
  const [first] = wordsOf(text);
  return first !== undefined && BEGINS[language].has(first.folded);
};

export const PREPOSITIONS: { [L in AskedIn]: ReadonlySet<string> } = {
  en: listOf('in on at for from to with under before after during between by of without within against since until'),
  es: listOf('en de del para por con sin sobre desde hasta entre al a según bajo durante'),
  de: listOf('in im am an auf für mit ohne bei beim von vom zu zum zur nach vor seit bis unter aus gegen während'),
};

/** Words that stand for a thing, a person or a place said before, where nothing in the question itself gives them one. */
export const POINTING: { [L in AskedIn]: ReadonlySet<string> } = {
  en: listOf('it its they them their theirs he him his she her hers'),
  // "él" folds to the article, and is known by its accent (LEANS).
  es: listOf('ella ellos ellas eso esto aquello ahí allí'),
  de: listOf('er ihm ihn ihnen dort damals davon darüber darin dafür dagegen damit'),
};

/** "this one", "the same", "the other": whatever stands around them, they lean on what was said. */
export const LEANS: { [L in AskedIn]: RegExp } = {
  en: /\b(?:(?:this|that|which|the (?:other|first|second|third|last|next|previous|new|old|bigger|smaller|larger|cheaper|longer|shorter)|another|each) ones?|the (?:same|latter|former|others?)(?=[\s?.!]*(?:$|apply|applies|true|hold|holds|go|goes|happen|happens|for|as|in|with))|(?:in|of|for|about|than|like|after|before|because of) (?:this|that|these|those)(?=\s*[?.!]*$)|(?:is|was|are|were|does|did|do|can|could|will|would|should|must|has) (?:this|that|these|those)(?=\s*[?.!]*$|\s+(?:apply|mean|also|still|change|include|cover|true|possible|allowed|legal|required|normal|different|more|less|much|even|always|only|work|happen|depend|affect|end|expire|cost|in|for|under|include[sd]?)\b)|(?:who|why|how|when|where|what) (?:\p{L}+ )?(?:that|this|these|those)(?=\s*[?.!]*$)|in (?:that|this|such a) case|(?:until|since|by|before|after|happens|happened) then\b|such (?:a |an )?\p{L}+)/iu,
  es: /(?<!\p{L})(?:el|la|los|las) (?:mism[oa]s?|otr[oa]s?|primer[oa]|segund[oa]|últim[oa])(?!\p{L})|en (?:ese|este|tal) caso|lo mismo|(?<!\p{L})él(?!\p{L})/iu,
  de: /(?<!\p{L})(?:(?:der|die|das|dem|den) (?:gleiche|selbe|andere|erste|zweite|letzte)n?(?=\s*[?.!]*$)|dasselbe|derselbe|dieselbe|das gleiche|in (?:diesem|dem) fall)(?!\p{L})/iu,
};

/** "that clause", "those fees": what kind of thing it is, but not which. */
export const DEMONSTRATED: { [L in AskedIn]: RegExp } = {
  en: /(?<!(?:say|says|said|true|mean|means|case|so|fact|clause|clauses|document|documents|contract|contracts|page|pages|sure|know|show|shows|now|law|such|everything|anything|all|those|the) )\b(?:this|that|these|those) (?!.* (?:which|that|who|whose) )(?!(?:the|a|an|is|are|was|were|has|have|had|can|will|would|should|must|do|does|did|be|he|she|it|they|we|you|i|my|our|your|his|her|there|not|no|all|every|any|some|in|on|of|for|to|with|by|and|or)\b)(\p{L}+)/iu,
  es: /(?<!\p{L})(?:es[ea]|es[oa]s|aquell?[ao]s?) (\p{L}+)/iu,
  de: /(?<!\p{L})(?:jene[rsmn]?) (\p{L}+)/iu,
};

/** A whole document, or a time: with "this" before them they are known without what was said. */
export const KNOWN_ALONE = listOf(`agreement agreements contract contracts lease leases document documents policy policies report reports paper papers letter letters file files
  book books manual manuals article articles text texts study studies plan plans form forms handbook handbooks invoice invoices email emails note notes guide spreadsheet
  library collection folder year month week day morning evening century world country app page site program time kind way contrato contratos documento documentos informe texto
  archivo año mes libro vertrag dokument bericht text jahr monat buch`);

/** What a question asks for: its words with their weight, and the kind of thing that would answer it. */
import { words } from '../lexical-index/words.ts';
import { isFunctionTerm } from './function-words.ts';

export type AnswerKind = 'time' | 'duration' | 'number' | 'money' | 'person' | 'place' | 'reason' | 'any';

export interface Question {
  text: string;
  /** Every term once, in order, the words a language is built with left out (unless there is nothing else). */
  terms: string[];
  /** Those of `terms` that are names (capital inside the question) or hold a digit. */
  names: ReadonlySet<string>;
  /** The words of the question that became each term. */
  forms: ReadonlyMap<string, readonly string[]>;
  kind: AnswerKind;
}

/** First match decides; the more exact come first. English, Spanish, German, French, Chinese, Arabic. */
const CUES: readonly (readonly [AnswerKind, RegExp])[] = [
  ['duration', /\b(?:how (?:long|old)|cuánto (?:tiempo|dura)|wie lange|wie alt|combien de temps)\b|多久|多长时间|كم (?:مدة|من الوقت)/iu],
  ['money', /\b(?:how much (?:money|does .+ cost|did .+ (?:cost|pay|spend|earn)|is .+ (?:paid|worth))|what (?:is|was) the (?:price|cost|fee|salary|budget|amount)|cuánto (?:cuesta|costó|dinero)|wie ?viel (?:kostet|geld)|combien coûte)\b|多少钱/iu],
  ['number', /\b(?:how (?:many|much|often|far|large|big|tall|high|deep|fast|wide|heavy)|what (?:percent(?:age)?|number|proportion|share|fraction)|cu[aá]nt[oa]s?|wie ?viele?|wie (?:oft|hoch|weit|groß)|combien|quel pourcentage)\b|多少|几个|百分之|كم/iu],
  ['time', /\b(?:when|what (?:year|date|day|month|century|decade|time)|which (?:year|month|century|decade)|in which year|cuándo|qué (?:año|día|fecha)|wann|in welchem jahr|quand|quelle (?:année|date))\b|什么时候|何时|哪一年|哪年|متى|في أي عام/iu],
  ['person', /\b(?:who|whom|whose|quién|quiénes|wer|wen|wem|wessen|qui)\b|谁|哪位|(?:^|\s)من(?=\s)/iu],
  ['place', /\b(?:where|what (?:city|country|state|place|region)|which (?:city|country|state|place|region)|dónde|qué (?:ciudad|país)|wo|woher|wohin|welche(?:r|m|s)? (?:stadt|land)|où|quel(?:le)? (?:ville|pays))\b|哪里|在哪|哪个(?:城市|国家)|أين/iu],
  ['reason', /\b(?:why|for what reason|por qué|warum|weshalb|wieso|pourquoi)\b|为什么|لماذا/iu],
];

export function analyse(text: string): Question {
  const found = words(text);
  const all = [...new Set(found.map(({ term }) => term))];
  const full = all.filter((term) => !isFunctionTerm(term));
  const terms = full.length > 0 ? full : all;
  const isName = (surface: string, place: number) => /\p{N}/u.test(surface) || (place > 0 && /^\p{Lu}/u.test(surface));
  const names = found.filter(({ term, start, end }, i) => terms.includes(term) && isName(text.slice(start, end), i)).map(({ term }) => term);
  const forms = new Map(terms.map((term) => [term, found.filter((word) => word.term === term).map(({ form }) => form)]));
  return { text, terms, names: new Set(names), forms, kind: CUES.find(([, cue]) => cue.test(text))?.[0] ?? 'any' };
}

const MONTH =
  'january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|' +
  'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|januar|februar|märz|mai|juni|juli|oktober|dezember|' +
  'janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre';
const NUMBER_WORD =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|' +
  'half|third|quarter|dozen|once|twice|percent|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|cien|mil|millones|' +
  'zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|hundert|tausend|millionen|deux|trois|quatre|cinq|sept|huit|neuf|dix|cent|mille|millions';
const UNIT_OF_TIME =
  'seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?|decades?|centur(?:y|ies)|anniversary|segundos?|minutos?|horas?|días?|semanas?|mes(?:es)?|años?|' +
  'sekunden?|minuten?|stunden?|tagen?|tage|wochen?|monate?n?|jahre?n?|jours?|semaines?|mois|années?|ans';

/** Word borders that also hold beside letters with marks. */
const whole = (pattern: string) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'giu');

const TRACES: { [K in Exclude<AnswerKind, 'any'>]: RegExp } = {
  time: new RegExp(`${whole(`${MONTH}|1[0-9]{3}s?|20[0-9]{2}s?|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4}|${UNIT_OF_TIME}|today|monday|tuesday|wednesday|thursday|friday|saturday|sunday|upon|until|commenc\\w*|expir\\w*`).source}|[0-9一二三四五六七八九十]+ ?[年月日]|[0-9]{3,4}`, 'giu'),
  duration: new RegExp(`${whole(UNIT_OF_TIME).source}|[年月日天周]|سنة|سنوات|يوم|أيام|شهر`, 'giu'),
  number: new RegExp(`\\p{N}|${whole(NUMBER_WORD).source}|[一二三四五六七八九十百千万]`, 'giu'),
  money: new RegExp(`[$€£¥₹]|${whole('dollars?|euros?|pounds?|cents?|usd|eur|gbp|million|billion|yuan|yen|fees?').source}|[元]`, 'giu'),
  person: /(?<=\S\s)(?:\p{Lu}[\p{L}'’.-]*)|\p{Lu}\p{L}+\s\p{Lu}|[\p{Script=Han}\p{Script=Arabic}]/gu,
  place: /(?<=\S\s)\p{Lu}\p{L}+|[\p{Script=Han}\p{Script=Arabic}]/gu,
  reason: whole('because|since|due|so that|in order|therefore|thus|cause[ds]?|reason|as a result|porque|debido|weil|da|deshalb|wegen|parce que|car|afin'),
};

/**
 * Whether a text holds something of the kind that is asked for, and that the question does not say itself: "In 1999, who …" is not
 * answered by the same 1999. `undefined` when any text would do.
 */
export function holdsKind({ kind, text: asked }: Pick<Question, 'kind' | 'text'>, text: string): boolean | undefined {
  if (kind === 'any') return undefined;
  const said = asked.toLowerCase();
  for (const { 0: trace } of text.matchAll(TRACES[kind])) if (!said.includes(trace.toLowerCase())) return true;
  return false;
}

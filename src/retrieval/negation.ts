/**
 * Questions for what is not so ("What is not covered?") and the sentences that say it. "Not" is a word of grammar, and a sentence with
 * all other words of such a question says the opposite. English, Spanish, German, French.
 */
import { guessLanguage } from './function-words.ts';

const whole = (pattern: string) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'iu');

/** "not only", "no later than", "whether or not", "nicht nur": these deny nothing. */
const IDLE = new RegExp(
  whole(`(?:whether|or) (?:\\S+ )?or not|or not|not (?:only|later|less|more|necessarily|limited to)|no (?:later|less|more|fewer|sooner|doubt|matter)|no (?:sólo|solo|obstante|más)|si o no|nicht (?:nur|zuletzt)|non seulement`).source,
  'giu',
);

/** Words that say that something is left out, in questions and in sentences. */
const LEFT_OUT = `exclu(?:de[sd]?|ding|sions?)|exempt\\p{L}*|exceptions?|prohibit\\p{L}*|forbid\\p{L}*|forbidden|excluid\\p{L}*|excluy\\p{L}*|exclusi[oó]n\\p{L}*|exceptuad\\p{L}*|excepci[oó]n\\p{L}*|prohibid\\p{L}*|ausgeschlossen\\p{L}{0,2}|ausschl[uü]ss\\p{L}*|ausgenommen\\p{L}{0,2}|ausnahmen?|verboten\\p{L}{0,2}|exclu(?:s|es?|sions?)|interdit\\p{L}{0,2}`;

/** "No" asks for nothing in English ("article no. 5", "is there no …"), but is the Spanish "not". */
const DENIES = whole(`not|cannot|never|none|nobody|neither|nor|\\p{L}+n['’]t|nicht|keine?[nmrs]?|nie|niemals|nunca|jam[aá]s|ning[uú]n[ao]?s?|pas|jamais|aucune?|${LEFT_OUT}`);
const SPANISH_NO = whole('no');

/** What a sentence says such a thing with. */
const SAYS_NOT = whole(
  `no|not|cannot|never|none|nobody|nothing|neither|nor|\\p{L}+n['’]t|without|except|excepting|unless|other than|refus\\p{L}+|nicht|keine?[nmrs]?|nie|niemals|nichts|außer|nunca|jam[aá]s|ning[uú]n[ao]?s?|ni|salvo|excepto|pas|jamais|aucune?|sauf|${LEFT_OUT}`,
);

/** Whether a question asks for what is not so, or is left out. */
export function asksForNot(question: string): boolean {
  const text = question.replace(IDLE, ' ');
  return DENIES.test(text) || ((/¿/u.test(text) || guessLanguage(text) === 'es') && SPANISH_NO.test(text));
}

/** Whether a sentence, or a title, says that something is not so or is left out. */
export const saysNot = (sentence: string): boolean => SAYS_NOT.test(sentence.replace(IDLE, ' '));

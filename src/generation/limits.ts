/** Sentences that take back part of the one before them: whoever quotes the one must quote the other. English, Spanish, German, French. */

/** "(b) ", "2.1 ": what may stand before the words of a sentence. */
const LABEL = /^(?:\(?(?:\p{L}|[ivx]{1,4}|\d{1,3}(?:\.\d{1,3})*)[.)]\s*|\d{1,3}(?:\.\d{1,3})+\s+)/iu;

/** Words that begin such a sentence. */
const OPENS =
  /^(?:however|but|yet|nevertheless|nonetheless|notwithstanding|unless|except|excluding|excluded|exceptions?|provided(?:,? that|,? however)|in no event|nothing (?:in|contained)|only if|sin embargo|no obstante|pero|salvo|excepto|exceptuad\p{L}*|a menos que|a no ser que|siempre que|siempre y cuando|quedan? exclu\p{L}*|jedoch|allerdings|aber|ausgenommen|ausnahmen?|es sei denn|außer|hiervon|davon|toutefois|cependant|mais|sauf|néanmoins|à moins que|excepté)(?![\p{L}\p{N}])/iu;
/** "The tenant may, however, …", "Es gilt jedoch nicht …": the same a few words later. */
const SOON = /^(?:\S+\s+){1,5}(?:however|nevertheless|sin embargo|no obstante|jedoch|allerdings|toutefois|cependant)(?![\p{L}\p{N}])/iu;
/** "This does not apply to …", "Esto no se aplica …", "Dies gilt nicht …": it speaks of what was said before, and denies or narrows it. */
const DENIES_IT =
  /^(?:(?:this|these|those|such|the (?:foregoing|above|preceding|same)|it|they)(?![\p{L}\p{N}])[^.;]{0,60}?(?<![\p{L}\p{N}])(?:not|unless|except|only)|(?:est[eao]s?|ell[oa]s?|lo anterior)(?![\p{L}\p{N}])[^.;]{0,60}?(?<![\p{L}\p{N}])(?:no|salvo|excepto|sólo|solo)|(?:dies\p{L}{0,2}|das|vorstehende\p{L}?|letztere\p{L}?)(?![\p{L}\p{N}])[^.;]{0,60}?(?<![\p{L}\p{N}])(?:nicht|kein\p{L}{0,2}|nur)|(?:ceci|cela|cette|ces|ce qui précède)(?![\p{L}\p{N}])[^.;]{0,60}?(?<![\p{L}\p{N}])(?:pas|sauf|que si))(?![\p{L}\p{N}])/iu;

/** Whether a sentence limits or takes back what the sentence before it says. */
export function limitsTheOneBefore(sentence: string): boolean {
  const text = sentence.trim().replace(LABEL, '');
  return OPENS.test(text) || SOON.test(text) || DENIES_IT.test(text);
}

/** Full stops that do not end a sentence. Unicode's rules know none of them; each language contributes what its documents are full of. */

const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter(Boolean));

/** Whatever follows these belongs to the same sentence. Lower case, without the final full stop. */
const ALWAYS_GO_ON = list(`
  dr mr mrs ms mx prof rev hon gen col maj capt cmdr lt sgt gov sen rep pres messrs mt vs v viz cf e.g i.e eg ie resp approx ca al
  hr fr frl bzw z.b d.h u.a i.d.r o.ä s.o s.u vgl evtl ggf inkl exkl zzgl sog dipl ing st str
  sr sra srta dr dra d dña lic ing arq ud uds vd p.ej ej excmo excma ilmo
  m mm mme mlle mgr me p.ex ex sig sig.ra sig.na dott avv ing geom rag sr.a exmo exma
  г ул им см т.е т.д напр
`);

/** These introduce a number, and are whole words or ends of sentences elsewhere ("No."). */
const BEFORE_NUMBER = list(`
  no nos nr nrs num núm n n.o sec secs art arts arg fig figs tab eq eqs ch chap cap para paras par pt pts p pp pg pág págs s ss vol vols bd ed
  cl ex exh sch app add abs ziff kap rn rdnr az lit ver v rev item line
  jan feb mar apr jun jul aug sep sept oct nov dec jän mär okt dez ene abr ago dic janv févr avr juil déc genn febbr ott
  art. стр п ст №
`);

/** These may end a sentence or not: what follows decides. */
const MAY_END = list(`
  inc ltd co corp llc llp plc bros assn dept univ est jr sr esq phd ph.d m.d b.a m.a u.s u.k u.n e.u u.s.a d.c a.m p.m a.d b.c etc usw uswf
  s.a s.l s.r.l s.p.a n.v b.v gmbh.co
`);

/** Words that begin a sentence far more often than a name. */
const OPENERS = list(`
  the this that these those a an it its he she they we you i in on at by for from with as if when while where however but and or no not all any
  each such there here to under upon after before since although because our your his her their who what why how
`);

/** Months and other words that follow an ordinal in the languages that write one with a full stop ("am 3. März"). */
const AFTER_ORDINAL = list(`
  januar jänner februar märz april mai juni juli august september oktober november dezember jahrhundert jahrhunderts jahrhunderte kapitel abschnitt
  auflage klasse stock etage senat zivilsenat strafsenat quartal mal leden únor březen
`);

const CLOSER = /["'”’»)\]}]$/u;
const firstWord = (text: string) => (/^["'“‘„«¿¡([{]*([\p{L}\p{M}]+)/u.exec(text)?.[1] ?? '').toLowerCase();

/** "U.S", "e.g". */
const INITIALS = /^\p{L}(?:\.\p{L})+$/u;
/** A number, a section sign, a Roman numeral, a letter in brackets. */
const NUMBER_FOLLOWS = /^[("'§#]*\p{N}|^\(?[IVXLC]+\b|^\(\p{L}\)/u;

/**
 * Whether the full stop that ends `before` belongs to an abbreviation, an initial or an ordinal, so that the sentence goes on with `after`.
 * @param before text up to and with the full stop, without the white space behind it
 * @param after text behind that white space
 */
export function goesOn(before: string, after: string): boolean {
  const token = /([^\s"'“‘„«([{/–—]+)\.$/u.exec(before.slice(-40))?.[1];
  if (token === undefined || CLOSER.test(token)) return false;
  const word = token.toLowerCase();
  const next = firstWord(after);
  const opens = OPENERS.has(next);
  if (ALWAYS_GO_ON.has(word)) return true;
  if (BEFORE_NUMBER.has(word)) return NUMBER_FOLLOWS.test(after);
  if (MAY_END.has(word) || INITIALS.test(token)) return next !== '' && !opens;
  if (/^\p{L}$/u.test(token)) return goesOnAfterLetter(before, token, after, opens);
  return /^\d{1,2}$/.test(token) && AFTER_ORDINAL.has(next);
}

/** "J. R. Smith", "z. B.", but not "vitamin C. The": a letter behind an ordinary word is not an initial. */
function goesOnAfterLetter(before: string, letter: string, after: string, opens: boolean): boolean {
  if (/^\p{Ll}$/u.test(letter) || /^\p{Lu}\.(?!\p{L})/u.test(after)) return true;
  if (opens) return false;
  const previous = /(\S+)\s+\S+$/u.exec(before.slice(-60))?.[1];
  return previous === undefined || /^[("“„«]?\p{Lu}/u.test(previous) || /^\p{L}\.$/u.test(previous);
}

/** A label that introduces its clause: "12.", "1.2.", "(a)", "IV.", "b)". */
export function isLabel(sentence: string): boolean {
  return sentence.length <= 12 && /^[([]?(?:\d+(?:\.\d+)*|[ivxlc]+|[IVXLC]+|\p{L})[.)\]]+$/u.test(sentence);
}

/** A full stop, and behind it the label of a clause: Unicode's rules see no end there, because "(a)" goes on in lower case. */
export const BEFORE_CLAUSE = /[.!?。][)"'”’»\]]*\s+(?=\((?:\p{L}|[ivxlcIVXLC]+|\d{1,3})\)\s+["“„«]?\p{Lu})/gu;

/**
 * Recognises questions that the best few passages cannot answer, because they are about whole documents: sum up, compare, list all,
 * count. Whatever is not plainly one of these is answered from passages. English, Spanish, German.
 */
import type { AnswerMode } from '../contract/answer.ts';

/** Names of whole documents and of what tables hold, as a person calls them. */
const DOCUMENT = String.raw`(?:documents?|docs?|files?|contracts?|agreements?|leases?|reports?|papers?|polic(?:y|ies)|letters?|e-?mails?|books?|articles?|manuals?|handbooks?|invoices?|offers?|proposals?|quotes?|versions?|drafts?|texts?|pdfs?|transcripts?|memos?|minutes|studies|study|essays?|theses|thesis|guides?|spreadsheets?|statements?|bylaws|deeds?|wills?|novels?|stor(?:y|ies)|documentos?|contratos?|informes?|archivos?|facturas?|cartas?|artículos?|ofertas?|versión|versiones|textos?|libros?|\p{L}*verträg(?:e|en)|\p{L}*vertrags?|dokumente?n?|berichte?n?s?|rechnung(?:en)?|brief(?:e|en)?|artikeln?|angebote?n?|fassung(?:en)?|bücher|buchs?|dateien?|texte?n?)`;
const ROW = String.raw`(?:rows?|entries|entry|records?|line items?|filas?|entradas|registros|zeilen|einträge|datensätze)`;
/** What a passage says about a thing. */
const SAYS = String.raw`(?:mention(?:s|ing|ed)?|contain(?:s|ing)?|include[sd]?|including|refer(?:s|ring)? to|talk(?:s|ing)? about|discuss(?:es|ing)?|deal(?:s|ing)? with|cover(?:s|ing)?|cite[sd]?|say(?:s|ing)?|state[sd]?|name[sd]?|use[sd]?|have|has|with|without|about|menciona[n]?|contienen?|incluyen?|hablan? de|tratan? de|tienen?|con|sin|erwähn(?:t|en)|enthalten|enthält|nenn(?:t|en)|behandeln|haben|mit|ohne)`;

const whole = (pattern: string, flags = 'iu') => new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${pattern})(?![\p{L}\p{N}])`, flags);
const opening = (pattern: string) => new RegExp(String.raw`^[\s¿¡"“'‘]*(?:(?:please|can you|could you|would you|i want you to|i(?:'d| would) like(?: you)? to|i need you to|por favor|puedes|podrías|bitte|kannst du|können sie|and|und|y),?\s+)*(?:${pattern})(?![\p{L}\p{N}-])`, 'iu');

/** A part of a document, which a search finds. */
const PART = whole(String.raw`sections?|clauses?|chapters?|paragraphs?|pages?|articles? \d+|§|tables?|figures?|annex|appendix|schedule|secci(?:ón|ones)|cláusulas?|capítulos?|páginas?|abschnitte?s?|klauseln?|kapitels?|absatz|seiten?`);
const IS_DOCUMENT = whole(DOCUMENT);
const POINTS = whole('this|it|these|those|them|everything|all(?: of (?:it|them))?|esto|todo|todos|das|dies|diese|alles|alle|sie');

const SUMMARISE = opening(String.raw`summari[sz]e|sum up|(?:give|write|show|make)(?: me)? (?:a |an |the )?(?:\p{L}+ ){0,2}(?:summary|overview|synopsis|digest|outline|gist)|(?:a |an |the )?(?:\p{L}+ )?(?:summary|overview|synopsis) (?:of|please)|tl;?dr|resume(?!n)|resumir|(?:dame |haz |haga )?(?:un |el )?(?:breve )?resumen(?: del?)?|fass?e?|zusammenfassung|(?:gib|schreibe?|mach)(?: mir)? eine (?:\p{L}+ )?(?:zusammenfassung|übersicht)`);
const ABOUT = new RegExp(
  String.raw`^[\s¿]*(?:what(?:['’]s| is| are| was) (?:this|these|those|it|(?:the|this|that|these|my|our|each|every) (?:[\p{L}\p{N}&-]+ ){0,4}${DOCUMENT}(?: [\p{L}\p{N}&-]+)?) (?:all )?about(?=[\s?.!]*$)|what (?:does|do) (?:the|this|these) (?:[\p{L}\p{N}-]+ ){0,3}${DOCUMENT} (?:cover|deal with|discuss|talk about)(?=[\s?.!]*$)|what (?:are|is) the (?:main|key|most important|central) (?:points?|ideas?|takeaways?|messages?|findings?|conclusions?|themes?|topics?) (?:of|in|from)|de qué (?:trata|va|habla)n?|cuáles son (?:los puntos|las ideas) (?:principales|clave)|wor(?:um|über) geht es (?:in|bei)|wovon handel[nt]|was steht (?:in|im) (?:\p{L}+ )?${DOCUMENT}|was sind die (?:wichtigsten|zentralen) (?:punkte|aussagen))`,
  'iu',
);
const COMPARE = opening(String.raw`compare|contrast|make a comparison|(?:a )?comparison (?:of|between)|(?:do|give me) a comparison|compara(?:r|d)?|vergleiche?n?|stelle? .{3,80} gegenüber`);
const DIFFERENCE = whole(String.raw`differences? (?:\p{L}+ ){0,2}between|differ(?:s|ent)?|have in common|similarities between|diferencias? (?:\p{L}+ )?(?:entre|hay)|se diferencian|en común|unterschiede?n? (?:zwischen|gibt)|unterscheiden|gemeinsam`);
const SEVERAL = whole(String.raw`(?:two|both|three|four|five|these|those|all|my|our|the|each|different|dos|ambos|tres|los|las|estos|estas|beiden?|zwei|drei|den|die|diese[nr]?|alle[nr]?)(?: [\p{L}\p{N}-]+){0,3} (?:documents|docs|files|contracts|agreements|leases|reports|papers|policies|letters|books|articles|invoices|offers|proposals|quotes|versions|drafts|documentos|contratos|informes|archivos|facturas|ofertas|versiones|verträgen?|\p{L}+verträgen?|dokumenten?|berichten?|rechnungen|angeboten?|fassungen)`);

const LIST = opening(String.raw`list(?! price| of\b)|(?:show|give|find|get|collect|extract|pull out|tell)(?: me)? (?:all|every|each|any and all|a (?:complete |full )?list of|the (?:complete |full )?list of)|(?:name|identify|quote|state) (?:all|every|each)|enumerate|all (?:the )?(?:mentions|references|passages|places|clauses|deadlines|dates|names|occurrences)|every (?:mention|reference|passage|place|clause|deadline|occurrence)|(?:make|create|draw up|write|compile)(?: me)? (?:a|the) (?:complete |full )?list of|(?:a )?(?:complete|full) list of|what are all|who are all|where (?:is|are) .+ mentioned|enumera(?:r|d)?|lista(?:r|d)? (?:tod[oa]s|los|las|de)|(?:muestra|muéstra|da|busca|búsca|encuentra|indica)(?:me)? tod[oa]s|cuáles son tod[oa]s|dónde se mencionan?|liste(?! preis)|zähle? .+ auf|nenne?(?: mir)? (?:alle|jede[nsr]?)|(?:zeige?|finde|suche|gib)(?: mir)? (?:alle|jede[nsr]?|eine liste)|welche .+ gibt es alle|wo wird .+ erwähnt`);
const WHICH_DOCUMENTS = new RegExp(String.raw`^[\s¿]*(?:in )?(?:which|what|qué|cuáles|welche[nr]?|in welchen) (?:of (?:the|my|these) )?(?:\p{L}+ )?${DOCUMENT} (?:\p{L}+ ){0,2}?${SAYS}(?![\p{L}\p{N}])`, 'iu');

const HOW_MANY = String.raw`(?:how many|count(?: (?:up|all|how many))?(?: of)?(?: the| all)?|(?:what is |what's |tell me |give me )?the (?:total )?number of|cuánt[oa]s|cuenta(?: cuánt[oa]s| l[oa]s)?|wie ?viele?|zähle?n?(?: alle| die)?)`;
const TIMES = opening(String.raw`how (?:often|many times) (?:is|are|was|were|does|do) .+ (?:mention(?:ed)?|appear|occur|named|referred to|used|cited|come up|show up)|cuántas veces (?:se|aparece|sale)|wie oft (?:wird|werden|kommt|kommen|taucht|erscheint) .+(?:erwähnt|genannt|vor|auf)?`);
const COUNT_ROWS = opening(String.raw`${HOW_MANY} ${ROW}(?! of seats| houses?)`);
const COUNT_PLACES = opening(String.raw`${HOW_MANY} (?:\p{L}+ )?(?:mentions|references|passages|occurrences|clauses|sentences|menciones|referencias|pasajes|cláusulas|erwähnungen|stellen|klauseln)`);
const COUNT_DOCUMENTS = opening(
  String.raw`${HOW_MANY} (?:of (?:the|my|these|our) )?(?:\p{L}+ ){0,2}?${DOCUMENT} (?:(?:that|which|who|que|die|in denen|there |do i have|hay|gibt es|in (?:the|my|this)|are (?:there|in|about|from|dated|over|above|below|under|unpaid|overdue|signed|longer|shorter)|were (?:there|signed|sent|issued)|over|above|under|below|between|from|dated|für|über|unter|von|de|por|mayores|más)|${SAYS})(?![\p{L}\p{N}])`,
);
const COUNT_ALONE = opening(String.raw`${HOW_MANY} (?:\p{L}+ )?${DOCUMENT}\s*[?？.!]*$`);
/** What a text demands or offers is a fact in it, and not a number of documents. */
const DEMANDED = whole(String.raw`(?:are|is|were|be|must|should|may|can|could|shall) (?:i |we |you |the \p{L}+ )?(?:required|needed|necessary|submitted|provided|delivered|submit|provide|bring|need|send|sign|file)|do(?:es)? (?:i|we|you|they|he|she|the|a|an|each) (?:\p{L}+ )?(?:need|have to|provide|submit|require|sell|sold|publish)|necesit\p{L}+|se requieren|exigen|benötigt|braucht|brauche|müssen|muss`);
/** "Count on", "the count of Monte Cristo", "How many contracts did Acme sign?": about a person or a text. */
const NO_COUNT = opening(String.raw`count(?:s|ing|ed)? (?:on|as|for|towards)|the number of the|cuenta (?:con|de)`);

/** @returns how a question is to be answered. It is not looked up whether the documents it names are there. */
export function modeOf(question: string): AnswerMode {
  const text = question.trim().replace(/\s+/gu, ' ');
  if (asksToCount(text)) return 'count';
  if (asksToCompare(text)) return 'compare';
  if (asksToSummarise(text)) return 'summarise';
  return LIST.test(text) || WHICH_DOCUMENTS.test(text) ? 'list' : 'passages';
}

function asksToCount(text: string): boolean {
  if (NO_COUNT.test(text)) return false;
  if (TIMES.test(text) || COUNT_ROWS.test(text)) return true;
  if (DEMANDED.test(text)) return false;
  return COUNT_PLACES.test(text) || COUNT_DOCUMENTS.test(text) || COUNT_ALONE.test(text);
}

const asksToCompare = (text: string): boolean => (COMPARE.test(text) && !/^compare[ds]? (?:to|with)\b/iu.test(text)) || (DIFFERENCE.test(text) && SEVERAL.test(text));

/** Of a whole document, not of a part of one. "Fasse … zusammen" has its verb in two places. */
function asksToSummarise(text: string): boolean {
  if (ABOUT.test(text)) return !PART.test(text);
  const begins = SUMMARISE.exec(text);
  if (!begins || (/(?:^|\s)fass?e?$/iu.test(begins[0]) && !/zusammen[\s.!?]*$/iu.test(text))) return false;
  const what = text.slice(begins[0].length).replace(/^[\s:,]+|[\s.!?]+$/gu, '').replace(/^(?:of|de|del|von|vom|der|des|please)\s+/iu, '');
  if (PART.test(what)) return false;
  return what === '' || IS_DOCUMENT.test(what) || POINTS.test(what) || isNamed(what);
}

/** "Moby Dick", "lease-2023.pdf": a document called by its name. */
const isNamed = (what: string): boolean => /\.\p{L}{2,4}$/u.test(what) || /^(?:the |el |la |das |den |die )?["“«„]?\p{Lu}/u.test(what);

/** What a list, a count or a comparison is about: the question without the words that ask for it. English, Spanish, German. */
import { wordsOf, type QuestionWord } from './follow-up-words.ts';
import { fold, isGrammar } from './grammar-words.ts';

const listOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/).map(fold));

/** Words that ask for a list, a number or a comparison. */
const ASKING = listOf(`list lists show find get give collect extract pull tell name identify quote state enumerate make create draw write compile complete full count number total many much often
  times how compare comparison contrast difference differences differ similarities please can could you there hay lista listar enumera muestra muéstrame dame busca encuentra cuántos cuántas
  cuenta compara comparar diferencias diferencia veces todos todas liste listen nenne zähle zeige finde suche gib vergleiche vergleich unterschied unterschiede unterscheiden wieviele viele oft alle alles auf
  hat haben gibt mal every all each any both two three dos ambos beide beiden zwei drei respect regard terms regarding concerning everything anything something everyone anyone alle alles todo die den dem`);
/** What holds what is asked for. */
const HOLDERS = listOf(`clause clauses passage passages mention mentions reference references sentence sentences place places part parts section sections provision provisions statement statements occurrence
  occurrences instance instances example examples word words term text row rows entry entries record records item items line lines document documents doc docs file files contract contracts agreement
  agreements lease leases report reports paper papers policy policies letter letters email emails book books article articles invoice invoices offer offers proposal proposals version versions draft drafts
  cláusula cláusulas pasaje pasajes mención menciones fila filas documento documentos contrato contratos informe informes factura facturas klausel klauseln stelle stellen erwähnung erwähnungen zeile zeilen
  dokument dokumente vertrag verträge verträgen mietverträge mietvertrag bericht berichte rechnung rechnungen angebot angebote wort`);
/** What a document does with it. */
const SAYING = listOf(`mention mentions mentioned mentioning contain contains containing include includes included including refer refers referring talk talks talking discuss discusses discussing deal deals dealing
  cover covers covering cite cites cited say says said state states use uses used have has with without about appear appears occur occurs come comes up named exist exists found speak speaks menciona mencionan
  contiene contienen incluye incluyen habla hablan trata tratan aparece tiene tienen erwähnt erwähnen enthält enthalten nennt nennen behandelt behandeln vorkommt kommt vor genannt`);

const isAsking = ({ folded }: QuestionWord) => isGrammar(folded) || ASKING.has(folded) || HOLDERS.has(folded) || SAYING.has(folded) || folded === 'es' || folded === 'las';
/** At the end, verbs and holders go; a preposition that led to them goes too. */
const isTrailing = ({ folded }: QuestionWord) => isGrammar(folded) || HOLDERS.has(folded) || SAYING.has(folded) || folded === 'auf';

/** The last "in the two leases", "across all contracts": where to look, and not what for. */
const WHERE = /\s(?:in|from|within|across|of|among|between|im|aus|en|de|del|zwischen|entre)\s+((?:(?!\s(?:in|from|within|across|of|among|between|im|aus|en|de|del|zwischen|entre)\s).)+?)[\s?？.!]*$/iu;

/** @returns the words after the last "in", when a document or a holder is among them */
export function whereOf(question: string): { before: string; where: string } | undefined {
  const found = WHERE.exec(question);
  if (!found) return undefined;
  return { before: question.slice(0, found.index), where: found[1] ?? '' };
}

/**
 * @param isName whether a word is part of the name of a document that the question names
 * @returns '' when nothing is left: then everything is asked for
 */
export function topicOf(question: string, isName: (folded: string) => boolean = () => false): string {
  const tail = whereOf(question);
  const tailWords = tail ? wordsOf(tail.where) : [];
  // "contract-01": what a file is called may be part of a word.
  const isPart = ({ folded }: QuestionWord) => folded.split(/[.'-]/u).every((piece) => isName(piece) || HOLDERS.has(piece));
  const isPlace = tailWords.some(isPart) && tailWords.every((word) => isAsking(word) || isPart(word));
  const text = isPlace && tail ? tail.before : question;
  const words = wordsOf(text);
  let [first, last] = [0, words.length - 1];
  while (first <= last && isAsking(words[first]!)) first += 1;
  while (last >= first && isTrailing(words[last]!)) last -= 1;
  if (first > last) return '';
  const topic = text.slice(words[first]!.start, words[last]!.end);
  return words.slice(first, last + 1).every((word) => isPart(word) || isGrammar(word.folded)) ? '' : topic;
}

/** "the rent, the deposit and the notice period": each by itself. At most five, what fits on a screen side by side. */
const MOST_ASPECTS = 5;
export function aspectsOf(topic: string): string[] {
  const pieces = topic.split(/\s*(?:[,;]|\s(?:and|or|y|e|und|oder|sowie|vs\.?|versus)\s)\s*/iu).map((piece) => piece.replace(/^(?:the|their|its|el|la|los|las|der|die|das|den)\s+/iu, '').trim());
  return [...new Set(pieces.filter((piece) => /[\p{L}\p{N}]/u.test(piece)))].slice(0, MOST_ASPECTS);
}

/** What is said word for word is looked for word for word. */
const MENTIONS = /(?<!\p{L})(?:mention\p{L}*|words?|appears?|occurs?|named|refer(?:s|red|ring)? to|references? to|cited?|come up|menci\p{L}+|aparec\p{L}+|erwähn\p{L}*|genannt|vorkomm\p{L}*|wort)(?!\p{L})/iu;
export const asksForWords = (question: string): boolean => MENTIONS.test(question);

/** Endings that the words of a topic may have in the text: plural and case. */
const ENDING = String.raw`(?:['’]s|e?s|e?n|e)?`;

/** Finds a topic as it is written, whatever stands between its words, or its words' plain plurals. @returns places, from left to right */
export function mentionsIn(text: string, topic: string): { start: number; end: number }[] {
  const words = wordsOf(topic.replace(/^["“„«]|["”»]$/gu, '')).map(({ text: word }) => word.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`));
  if (words.length === 0) return [];
  const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}])${words.join(String.raw`${ENDING}[^\p{L}\p{N}]{1,3}`)}${ENDING}(?![\p{L}\p{N}])`, 'giu');
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => ({ start: index, end: index + found.length }));
}

/** Documents are counted, and not places in them. */
export function asksForDocuments(question: string): boolean {
  const words = wordsOf(question).filter(({ folded }) => !isGrammar(folded) && !(ASKING.has(folded) && !HOLDERS.has(folded)));
  return words[0] !== undefined && DOCUMENTS.test(words[0].text);
}
const DOCUMENTS = /^(?:documents?|docs?|files?|contracts?|agreements?|leases?|reports?|papers?|polic(?:y|ies)|letters?|e-?mails?|books?|articles?|invoices?|offers?|proposals?|versions?|drafts?|manuals?|handbooks?|guides?|documentos?|contratos?|informes?|facturas?|cartas?|verträgen?|mietverträgen?|dokumenten?|berichten?|rechnung(?:en)?|briefen?|angeboten?|bücher)$/iu;

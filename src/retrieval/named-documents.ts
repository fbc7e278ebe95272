/**
 * Which documents a question names ("the Netgear distributor agreement"), and what it asks once they are known. Words that name a
 * document stand in its file name and its first lines; searched for like the others they find those lines, and not what is asked.
 */
import type { DocumentId } from '../contract/range.ts';
import type { Passage, Scope } from '../contract/search.ts';
import { words, type Word } from '../lexical-index/words.ts';
import { isFunctionTerm } from './function-words.ts';
import type { RetrievalParts } from './parts.ts';

export interface Named {
  documents: DocumentId[];
  /** The terms that name them. */
  terms: string[];
  /** The question without these. */
  rest: string;
}

/** More documents than this are not singled out. */
const FEW = 3;
/** Passages at the beginning of a document that name it: title, date and parties of a contract, after what is stamped on it. */
const BEGINNING = 4;
/** Passages in which a naming word is looked for. It stands at the beginning of few documents; a word found more often names none. */
const LOOKED_THROUGH = 400;
/** Beginning of a file name's word that a word of the question must at least be: "Adams" of "ADAMSGOLFINC". In UTF-16 units. */
const SHORTEST_BEGINNING = 5;

const termsOf = (text: string): string[] => words(text).map(({ term }) => term);

/** Kinds of documents, as questions call them. English, Spanish, German, French. */
const KINDS: ReadonlySet<string> = new Set(
  termsOf(`agreement contract lease policy report invoice letter plan manual memo memorandum amendment deed statement minutes proposal handbook
    contrato acuerdo convenio póliza informe factura carta arrendamiento acta contrat accord bail rapport facture lettre
    vertrag mietvertrag kaufvertrag vereinbarung police bericht rechnung brief protokoll handbuch`),
);

/**
 * @param near passages that were found for the whole question: the file names of their documents are looked at
 * @returns `undefined` when nothing is named, when that singles out no few documents, or when nothing is asked besides
 */
export async function namedDocuments(parts: RetrievalParts, text: string, scope: Scope, near: readonly Passage[]): Promise<Named | undefined> {
  const found = words(text);
  const phrase = phraseOf(text, found);
  const byFirstLines = phrase && (await namedInFirstLines(parts, text, phrase, scope));
  const named = byFirstLines ?? namedByFile(text, found, near);
  if (!named) return undefined;
  const asked = found.filter(({ term }) => !named.terms.includes(term) && !KINDS.has(term) && !isFunctionTerm(term));
  return asked.length > 0 ? { ...named, rest: without(text, named.words) } : undefined;
}

interface Phrase {
  kind: Word;
  /** Names in it: capital letters inside the question. */
  names: Word[];
  /** Other words before the kind: "distributor agreement". */
  plain: Word[];
}

interface Naming extends Omit<Named, 'rest'> {
  words: Word[];
}

const isName = (text: string, { start }: Word, place: number): boolean => place > 0 && /^\p{Lu}/u.test(text.slice(start));

/** The words around the name of a kind of document: those before it, up to a word of grammar, and a name that follows: "the lease with Ana". */
function phraseOf(text: string, found: readonly Word[]): Phrase | undefined {
  const at = found.findLastIndex(({ term }) => KINDS.has(term));
  const kind = found[at];
  if (!kind) return undefined;
  const before = found.slice(0, at);
  const from = before.findLastIndex(({ term }) => isFunctionTerm(term)) + 1;
  const after = found.slice(at + 1);
  const first = after.findIndex(({ term }) => !isFunctionTerm(term));
  const last = after.findIndex((word, i) => i > first && !isName(text, word, at));
  const following = first > 0 && first <= 2 ? after.slice(first, last < 0 ? undefined : last).filter((word) => isName(text, word, at)) : [];
  const own = before.slice(from);
  return {
    kind,
    names: [...own.filter((word, i) => isName(text, word, from + i)), ...following],
    plain: own.filter((word, i) => !isName(text, word, from + i)),
  };
}

/** The documents that begin with all names of the phrase, and if any of them do, with its other words too; or that are titled so. */
async function namedInFirstLines(parts: RetrievalParts, text: string, { kind, names, plain }: Phrase, scope: Scope): Promise<Naming | undefined> {
  const telling = names.length > 0 ? names : plain;
  const [first, ...others] = telling.map((word) => beginningWith(parts, word, scope));
  if (!first) return undefined;
  let documents = [...first].filter((id) => others.every((set) => set.has(id)));
  const naming = [...telling];
  if (names.length === 0) documents = documents.length > FEW ? [] : await titledSo(parts, documents, text.slice(plain[0]!.start, kind.end));
  else {
    for (const word of plain) {
      const beginning = beginningWith(parts, word, scope);
      const narrower = documents.filter((id) => beginning.has(id));
      if (narrower.length === 0) continue;
      documents = narrower;
      naming.push(word);
    }
  }
  if (documents.length === 0 || documents.length > FEW) return undefined;
  return { documents, terms: naming.map(({ term }) => term), words: naming };
}

/** Documents that have a word in their first passages. */
function beginningWith({ lexical }: RetrievalParts, { form }: Word, scope: Scope): Set<DocumentId> {
  const hits = lexical.search(form, { limit: LOOKED_THROUGH, ...(scope === 'all' ? {} : { scope: new Set(scope) }) });
  return new Set(hits.filter(({ passage }) => passage < BEGINNING).map(({ documentId }) => documentId));
}

/** Those in whose first passage the words of the phrase follow each other: "agreement" alone is in any contract. */
async function titledSo(parts: RetrievalParts, documents: readonly DocumentId[], phrase: string): Promise<DocumentId[]> {
  const wanted = ` ${termsOf(phrase).join(' ')} `;
  const titled: DocumentId[] = [];
  for (const id of documents) {
    const passage = await parts.passage(id, 0);
    if (passage && ` ${termsOf(passage.text).join(' ')} `.includes(wanted)) titled.push(id);
  }
  return titled;
}

/** Names of the question that stand in the file names of a few of the documents near to it. */
function namedByFile(text: string, found: readonly Word[], near: readonly Passage[]): Naming | undefined {
  const files = new Map(near.map(({ range, documentName }) => [range.documentId, words(documentName).map(({ form }) => form)]));
  const holding = (word: Word) => [...files].filter(([, own]) => own.some((form) => isSame(form, word.form))).map(([id]) => id);
  const naming = found.filter((word, i) => isName(text, word, i) && !/\p{N}/u.test(word.form) && holding(word).length > 0);
  const documents = [...files.keys()].filter((id) => naming.length > 0 && naming.every((word) => holding(word).includes(id)));
  if (documents.length === 0 || documents.length > FEW || (files.size > 1 && documents.length === files.size)) return undefined;
  return { documents, terms: naming.map(({ term }) => term), words: naming };
}

const isSame = (own: string, form: string): boolean => own === form || (form.length >= SHORTEST_BEGINNING && own.startsWith(form));

/** The text without some of its words. */
function without(text: string, gone: readonly Word[]): string {
  let rest = text;
  for (const { start, end } of gone.toSorted((a, b) => b.start - a.start)) rest = rest.slice(0, start) + rest.slice(end);
  return rest.replace(/\s+/gu, ' ').replace(/ (?=[?.!,])/gu, '').trim();
}

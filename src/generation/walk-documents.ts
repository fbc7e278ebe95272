/** Which documents a question about whole documents is about: those a person chose, else those it names, else all. */
import type { DocumentId } from '../contract/range.ts';
import { wordsOf } from './follow-up-words.ts';
import { fold, isGrammar } from './grammar-words.ts';
import type { WalkDocument } from './walk-parts.ts';
import { whereOf } from './walk-topic.ts';
import { sameWord } from './word-forms.ts';

/** Beyond so many unnamed documents, a summary of each is no summary: the best few are chosen. */
export const MOST_SPOKEN_OF = 20;
/** How many are chosen then. */
export const CHOSEN = 6;
/** A document counts as named when its name fits at least this much as well as the best fitting one. */
const NEARLY_AS_GOOD = 0.5;
/** Words that many files are called by: they name a document only where a summary of "the lease" is asked for. */
const GENERIC = new Set('document documents doc docs file files contract contracts agreement agreements lease leases report reports paper papers policy policies letter letters book books article articles invoice invoices offer offers version versions draft drafts final copy scan new old documento documentos contrato contratos informe informes vertrag vertrage dokument dokumente bericht berichte rechnung rechnungen'.split(' '));

export interface Chosen {
  documents: readonly WalkDocument[];
  how: 'narrowed' | 'named' | 'all';
  /** Folded words of the question that name them. */
  names: ReadonlySet<string>;
}

/** @param generic whether a word like "lease" may name documents too */
export function chooseDocuments(question: string, { documents, narrowed }: { documents: readonly WalkDocument[]; narrowed: boolean }, generic: boolean): Chosen {
  const nobody = new Set<string>();
  if (narrowed) return { documents, how: 'narrowed', names: namesAmong(documents, asked(question, true)) };
  const words = asked(generic ? question : (whereOf(question)?.where ?? ''), generic);
  const own = new Map(documents.map((document) => [document.id, nameWords(document)]));
  const frequency = (word: string) => [...own.values()].filter((names) => names.some((name) => isNamedBy(name, word))).length;
  const worth = new Map(words.map((word) => [word, frequency(word)]));
  const fit = ({ id }: { id: DocumentId }) => words.reduce((sum, word) => sum + (own.get(id)!.some((name) => isNamedBy(name, word)) ? 1 / worth.get(word)! : 0), 0);
  const fits = documents.map((document) => ({ document, fit: fit(document) }));
  const best = Math.max(0, ...fits.map((one) => one.fit));
  if (best === 0) return { documents, how: 'all', names: nobody };
  const named = fits.filter((one) => one.fit >= NEARLY_AS_GOOD * best).map(({ document }) => document);
  // What every document is called by chooses none of them.
  return named.length === documents.length ? { documents, how: 'all', names: namesAmong(named, words) } : { documents: named, how: 'named', names: namesAmong(named, words) };
}

const namesAmong = (documents: readonly WalkDocument[], words: readonly string[]): ReadonlySet<string> =>
  new Set(words.filter((word) => documents.some((document) => nameWords(document).some((name) => isNamedBy(name, word)))));

const asked = (text: string, generic: boolean): string[] =>
  [...new Set(wordsOf(text).flatMap(({ folded }) => folded.split(/[.'-]/u)).filter((word) => word.length > 1 && !isGrammar(word) && (generic || !GENERIC.has(word))))];

/** "lease_Berlin-2023.pdf": lease, berlin, 2023. */
const nameWords = ({ name, title = '' }: WalkDocument): string[] => `${name.replace(/\.\p{L}{2,4}$/u, '')} ${title}`.split(/[^\p{L}\p{N}]+/u).map(fold).filter((word) => word.length > 1);

const isNamedBy = (name: string, word: string): boolean => name === word || (word.length > 3 && !/\p{N}/u.test(word) && sameWord(name, word));

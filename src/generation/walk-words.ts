/** The sentences that Carrel says of its own work in an answer: counts, limits, and what it did not find. */
import type { DraftSentence } from '../contract/answer.ts';

const say = (text: string, opens: NonNullable<DraftSentence['opens']> = 'paragraph'): DraftSentence => ({ text, cites: [], opens, by: 'program' });

const number = (value: number): string => value.toLocaleString('en');
const many = (value: number, one: string, several = `${one}s`): string => `${number(value)} ${value === 1 ? one : several}`;
const quoted = (text: string): string => `“${text}”`;

export const saidOf = {
  heading: (name: string) => say(name, 'heading'),
  /** Reading stopped at the limit. */
  notRead: (left: number, read: number) => say(`Only the first ${many(read, 'passage')} were read; ${number(left)} more were not. Choose fewer documents to have them read whole.`),
  /** Too many documents to speak of all. */
  bestMatching: (chosen: number, of: number) => say(`These are the ${number(chosen)} of ${many(of, 'document')} that fit the question best. Choose documents to have others.`),
  nothingIn: (name: string, topic?: string) => say(topic === undefined ? `Nothing found in ${quoted(name)}.` : `Nothing found about ${quoted(topic)} in ${quoted(name)}.`, 'item'),
  tooLittleText: (name: string) => say(`There is too little text in ${quoted(name)} to sum up.`),
  noAspect: () => say('The question names nothing to compare by, so each document is summed up.'),
  comparedBy: (aspects: readonly string[]) => say(`Compared by ${aspects.map(quoted).join(', ')}.`),
  oneDocument: () => say('There is only one document to compare.'),
  /** Goes on behind the sentence it is about. */
  copies: (more: number): DraftSentence => ({ text: `Said in ${many(more, 'more place')}.`, cites: [], by: 'program' }),
  notShown: (more: number) => say(`${many(more, 'more passage')} ${more === 1 ? 'is' : 'are'} not shown. Choose fewer documents to see them all.`),
  countedPassages: (places: number, documents: number, topic: string) => say(`${many(places, 'passage')} in ${many(documents, 'document')} ${places === 1 ? 'speaks' : 'speak'} of ${quoted(topic)}.`),
  countedMentions: (times: number, documents: number, topic: string) => say(`${quoted(topic)} is mentioned ${times === 1 ? 'once' : `${number(times)} times`}, in ${many(documents, 'document')}.`),
  countedDocuments: (found: number, of: number, topic: string, mentioned: boolean) => say(`${number(found)} of ${many(of, 'document')} ${mentioned ? (found === 1 ? 'mentions' : 'mention') : found === 1 ? 'speaks of' : 'speak of'} ${quoted(topic)}.`),
  allDocuments: (of: number) => say(`${many(of, 'document')}.`),
  countedRows: (rows: number, of: number, table: string, condition: string) =>
    say(condition === '' ? `${many(rows, 'row')} in the table of ${quoted(table)}, the header not counted.` : `${number(rows)} of ${many(of, 'row')} in the table of ${quoted(table)}: ${condition}.`),
  noTable: () => say('No table was recognised that the question could be about, so passages were counted.'),
  modelRead: (read: number, of: number) => say(`The model read the ${number(read)} passages that say most, of ${number(of)}.`),
} as const;

/** The test sets as libraries with questions, made of the real parts. */
import type { DocumentId } from '../contract/range.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { paragraphs } from '../extract/read-text.ts';
import { readCovid, type ReadingSet, type RetrievalSet } from './data.ts';
import { cutDocument, documentOf, setUpDesk, type Desk } from './desk.ts';
import { setUpParaphrases, type Paraphrase } from './paraphrases.ts';

export const PARAPHRASES = 'paraphrases';

/** Sets in the language of the model whose figure is nDCG@10. */
export const ENGLISH: ReadonlySet<string> = new Set(['scifact', 'cranfield', 'med', 'squad', 'xquad-en', 'covid-qa']);

/** A set of questions with the library that holds their answers. */
export interface Prepared {
  name: string;
  desk: Desk;
  queries: { text: string; relevance: Map<string, number> }[];
  /** The id that the judgements use for a passage. */
  idOf: (documentId: DocumentId, passage: number) => string;
}

export async function prepareBeir(set: RetrievalSet, model: Embedder | undefined): Promise<Prepared> {
  const document = documentOf(set.name, set.name, set.texts.map(({ text }) => text));
  return { name: set.name, queries: set.queries, desk: await setUpDesk([document], model), idOf: (_, passage) => set.texts[passage]?.id ?? '' };
}

/** Paragraphs as passages; only questions that have an answer. */
export async function prepareReading(set: ReadingSet, model: Embedder | undefined): Promise<Prepared> {
  const document = documentOf(set.name, set.name, set.paragraphs.map(({ text }) => text));
  const queries = set.questions
    .filter(({ answers }) => answers.length > 0)
    .map(({ text, paragraph }) => ({ text, relevance: new Map([[String(paragraph), 1]]) }));
  return { name: set.name, queries, desk: await setUpDesk([document], model), idOf: (_, passage) => String(passage) };
}

/** Paraphrases among other passages: what only meaning can find. */
export async function prepareParaphrases(model: Embedder, pairs: readonly Paraphrase[]): Promise<Prepared> {
  const { desk, queries } = await setUpParaphrases(model, pairs);
  return { name: PARAPHRASES, desk, queries, idOf: (_, passage) => String(passage) };
}

/** Long articles, cut as the product cuts them; relevant is each passage that holds a part of the answer. */
export async function prepareCovid(model: Embedder): Promise<Prepared> {
  const set = readCovid();
  const documents = await Promise.all(set.paragraphs.map(({ text }, i) => cutDocument(model, String(i), String(i), text, paragraphs(text))));
  const queries = set.questions
    .filter(({ answers }) => answers.length > 0)
    .map(({ text, paragraph, answers, answerStart }) => {
      const end = answerStart + (answers[0]?.length ?? 0);
      const passages = documents[paragraph]?.passages ?? [];
      const relevant = passages.flatMap((passage, i) => (passage.start < end && passage.end > answerStart ? [`${paragraph}/${i}`] : []));
      return { text, relevance: new Map(relevant.map((id) => [id, 1])) };
    });
  return { name: set.name, queries, desk: await setUpDesk(documents, model), idOf: (documentId, passage) => `${documentId}/${passage}` };
}

/** Reads the public test sets from the data folder beside the repository. None of them is copied into it. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Root of the repository: the nearest folder upwards with a package.json, whether this runs from its source or bundled. */
const root = (() => {
  let folder = process.cwd();
  while (!existsSync(resolve(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
})();

export const inRepository = (path: string): string => resolve(root, path);
const inData = (path: string): string => resolve(root, '../shared/data', path);

/** Whether the data folder is there at all. */
export const hasData = (): boolean => existsSync(inData('eval'));

const readJson = (path: string): unknown => JSON.parse(readFileSync(inData(path), 'utf8'));
const readLines = (path: string): string[] => {
  const bytes = readFileSync(inData(path));
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n').filter((line) => line !== '');
};

/** A test set of retrieval: texts, queries, and which texts each query is about (grade by id). */
export interface RetrievalSet {
  name: string;
  texts: { id: string; text: string }[];
  queries: { text: string; relevance: Map<string, number> }[];
}

/** A set in BEIR's layout. Title and abstract make one text. Only queries with a judgement count. */
export function readBeir(folder: 'scifact' | 'cranfield' | 'med'): RetrievalSet {
  const texts = readLines(`eval/${folder}/corpus.jsonl`).map((line) => {
    const { _id, title = '', text } = JSON.parse(line) as { _id: string; title?: string; text: string };
    return { id: _id, text: title === '' ? text : `${title}\n${text}` };
  });
  const relevance = new Map<string, Map<string, number>>();
  for (const line of readLines(`eval/${folder}/qrels/test.tsv`).slice(1)) {
    const [query = '', id = '', grade = '0'] = line.split('\t');
    if (Number(grade) > 0) relevance.set(query, (relevance.get(query) ?? new Map<string, number>()).set(id, Number(grade)));
  }
  const file = folder === 'scifact' ? 'queries_test' : 'queries';
  const queries = readLines(`eval/${folder}/${file}.jsonl`).flatMap((line) => {
    const { _id, text } = JSON.parse(line) as { _id: string; text: string };
    const judged = relevance.get(_id);
    return judged ? [{ text, relevance: judged }] : [];
  });
  return { name: folder, texts, queries };
}

/** A question on a paragraph, with every accepted answer. None: the paragraph does not answer it. */
export interface ReadingQuestion {
  text: string;
  /** Number of its paragraph. */
  paragraph: number;
  answers: string[];
  /** Where the first accepted answer stands in its paragraph. */
  answerStart: number;
}

/** Paragraphs of articles, in the layout that SQuAD introduced. */
export interface ReadingSet {
  name: string;
  paragraphs: { text: string; article: number; title: string }[];
  questions: ReadingQuestion[];
}

interface SquadFile {
  data: {
    title?: string;
    paragraphs: { context: string; qas: { question: string; is_impossible?: boolean; answers?: { text: string; answer_start: number }[] }[] }[];
  }[];
}

export const readSquadDev = (): ReadingSet => readSquad('squad', readJson('eval/squad-dev-v2.0.json') as SquadFile);
export const readCovid = (): ReadingSet => readSquad('covid-qa', readJson('eval/covid-qa.json') as SquadFile);
export const readXquad = (language: string): ReadingSet => readSquad(`xquad-${language}`, readJson(`eval/xquad/xquad.${language}.json`) as SquadFile);
/** Training questions: for calibration only, never reported. */
export const readSquadTrain = (): ReadingSet => readSquad('squad-train', JSON.parse(readLines('train/squad-train-v1.1.json.gz').join('\n')) as SquadFile);

function readSquad(name: string, { data }: SquadFile): ReadingSet {
  const paragraphs: ReadingSet['paragraphs'] = [];
  const questions: ReadingQuestion[] = [];
  for (const [article, { title = '', paragraphs: own }] of data.entries()) {
    for (const { context, qas } of own) {
      for (const { question, is_impossible: impossible, answers = [] } of qas) {
        questions.push({
          text: question,
          paragraph: paragraphs.length,
          answers: impossible ? [] : [...new Set(answers.map(({ text }) => text))],
          answerStart: answers[0]?.answer_start ?? 0,
        });
      }
      paragraphs.push({ text: context, article, title: title.replaceAll('_', ' ') });
    }
  }
  return { name, paragraphs, questions };
}

export interface Contract {
  name: string;
  text: string;
  /** By clause type: the annotated clauses, none when the contract has no such clause. */
  clauses: Map<string, { start: number; end: number; text: string }[]>;
}

export function readContracts(): Contract[] {
  const list = readJson('eval/cuad/clauses.json') as { txt: string; clauses: Record<string, { spans: { start: number; end: number; text: string }[] }> }[];
  return list.map(({ txt, clauses }) => ({
    name: txt,
    text: readFileSync(inData(`eval/cuad/${txt}`), 'utf8'),
    clauses: new Map(Object.entries(clauses).map(([type, { spans }]) => [type, spans])),
  }));
}

/** Texts to stand among the ones looked for: paragraphs of training texts, spread over all of them. */
export function readDistractors(count: number): string[] {
  const questions = readLines('train/medquad.jsonl.gz').map((line) => (JSON.parse(line) as { answer: string }).answer);
  const office = readLines('train/office-support.jsonl.gz').map((line) => (JSON.parse(line) as { markdown: string }).markdown);
  const squad = readSquadTrain().paragraphs.map(({ text }) => text);
  const pick = (texts: readonly string[], wanted: number) =>
    Array.from({ length: wanted }, (_, i) => texts[Math.floor((i * texts.length) / wanted)] ?? '').map((text) => text.slice(0, 900));
  const third = Math.floor(count / 3);
  return [...pick(questions, third), ...pick(office, third), ...pick(squad, count - 2 * third)];
}

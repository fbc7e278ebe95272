/** How well questions are answered by quoting, and declined when nothing answers them: SQuAD 2.0, its articles as documents. */
import type { DocumentId } from '../contract/range.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { answer, type Answered } from './answering.ts';
import { readSquadDev, type ReadingQuestion, type ReadingSet } from './data.ts';
import { documentOf, setUpDesk, type Desk } from './desk.ts';
import { mean, riskCoverageArea, rocArea } from './metrics.ts';

/** Even-numbered articles are for calibration, odd ones for the figures. Retrieval always runs over all of them. */
export const isReported = (article: number): boolean => article % 2 === 1;

/** Every so many-th reported question is asked, to keep the run short. */
const STEP = 2;

export interface ReadingFigures {
  answerable: number;
  unanswerable: number;
  /** Of the answerable, without any floor: the quoted sentences hold an accepted answer; the first of them alone does. */
  quotedAnswer: number;
  bestSentenceAnswer: number;
  /** With the shipped floor. */
  atFloor: {
    answerableRight: number;
    answerableWrong: number;
    answerableDeclined: number;
    /** SQuAD's unanswerable questions are written to look answerable by their paragraph. */
    adversarialDeclined: number;
    /** Answerable questions, asked of a library without their article: what a person's stray question is like. */
    strayDeclined: number;
  };
  /** Over answerable and adversarial questions together. */
  riskCoverageArea: number;
  /** Chance that an answerable question has the greater strength. */
  rocAdversarial: number;
  rocStray: number;
  millisecondsPerQuestion: number;
}

/** One document for each article, one passage for each paragraph. */
export function setUpArticles(set: ReadingSet, model: Embedder): Promise<Desk> {
  const articles = new Map<number, string[]>();
  for (const { article, text } of set.paragraphs) articles.set(article, [...(articles.get(article) ?? []), text]);
  return setUpDesk([...articles].map(([article, texts]) => documentOf(String(article), `article ${article}`, texts)), model);
}

const collapse = (text: string): string => text.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ');
const holds = (quotes: readonly string[], answers: readonly string[]): boolean => {
  const quoted = collapse(quotes.join(' '));
  return answers.some((accepted) => quoted.includes(collapse(accepted)));
};

export async function evaluateReading(model: Embedder): Promise<ReadingFigures> {
  const set = readSquadDev();
  const desk = await setUpArticles(set, model);
  const articleOf = ({ paragraph }: ReadingQuestion) => set.paragraphs[paragraph]?.article ?? 0;
  const asked = set.questions.filter((question) => isReported(articleOf(question))).filter((_, i) => i % STEP === 0);
  const started = performance.now();
  const answered = await askAll(desk, asked, () => 'all');
  const millisecondsPerQuestion = (performance.now() - started) / asked.length;

  const all = [...desk.documents.keys()];
  const stray = await askAll(desk, asked.filter(({ answers }) => answers.length > 0), (question) => all.filter((id) => id !== String(articleOf(question))));
  const answerable = answered.filter(({ question }) => question.answers.length > 0);
  const adversarial = answered.filter(({ question }) => question.answers.length === 0);
  const isRight = ({ question, given }: Asked) => holds(given.quotes, question.answers);
  const declined = ({ given }: Asked) => !given.sufficient;
  const strengths = (list: readonly Asked[]) => list.map(({ given }) => given.strength);
  const share = (list: readonly Asked[], test: (one: Asked) => boolean) => mean(list.map((one) => Number(test(one))));
  return {
    answerable: answerable.length,
    unanswerable: adversarial.length,
    quotedAnswer: share(answerable, isRight),
    bestSentenceAnswer: share(answerable, ({ question, given }) => holds([given.best], question.answers)),
    atFloor: {
      answerableRight: share(answerable, (one) => !declined(one) && isRight(one)),
      answerableWrong: share(answerable, (one) => !declined(one) && !isRight(one)),
      answerableDeclined: share(answerable, declined),
      adversarialDeclined: share(adversarial, declined),
      strayDeclined: share(stray, declined),
    },
    riskCoverageArea: riskCoverageArea(answered.map((one) => ({ confidence: one.given.strength, right: one.question.answers.length > 0 && isRight(one) }))),
    rocAdversarial: rocArea(strengths(answerable), strengths(adversarial)),
    rocStray: rocArea(strengths(answerable), strengths(stray)),
    millisecondsPerQuestion,
  };
}

interface Asked {
  question: ReadingQuestion;
  given: Answered;
}

async function askAll(desk: Desk, questions: readonly ReadingQuestion[], scopeOf: (question: ReadingQuestion) => 'all' | DocumentId[]): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const question of questions) asked.push({ question, given: await answer(desk, question.text, scopeOf(question)) });
  return asked;
}

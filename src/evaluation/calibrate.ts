/**
 * Learns how much each feature of a sentence counts, how sure the evidence is, and the floor below which nothing is answered. From
 * questions that are not reported: the even-numbered articles of SQuAD 2.0, and clause types of CUAD that no reported question asks for.
 */
import { writeFileSync } from 'node:fs';
import type { DocumentId } from '../contract/range.ts';
import type { Scope } from '../contract/search.ts';
import { spaceOf } from '../contract/embedding.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { measure, type Measured } from '../retrieval/gather.ts';
import { SENTENCE_FEATURES } from '../retrieval/sentence-features.ts';
import { STRENGTH_FEATURES, strengthFeatures, strengthOf } from '../retrieval/strength.ts';
import { setUpContracts } from './contracts.ts';
import { CALIBRATION, holdsMost } from './cuad.ts';
import { inRepository, readContracts, readSquadDev, type ReadingQuestion } from './data.ts';
import type { Desk } from './desk.ts';
import { mean } from './metrics.ts';
import { fitLogistic, fitSoftmax, type Choice } from './fit.ts';
import { isReported, setUpArticles } from './reading.ts';

/** One question, measured. */
interface Example {
  /** `stray`: nothing in the scope is about it. `adversarial`: written to look answerable. */
  kind: 'answerable' | 'stray' | 'adversarial';
  source: 'squad' | 'cuad';
  terms: number;
  measured: Measured[];
  /** For each sentence of each passage: whether it answers; `undefined`: it may by chance, and is left out. */
  answers: (boolean | undefined)[];
}

/** Every so many-th question of the calibration articles. */
const STEP = 2;
/** What an example counts. There are few contracts and many encyclopaedia questions; adversarial ones are unlike a person's. */
const WEIGHT = { squad: { answerable: 1, stray: 1, adversarial: 0.3 }, cuad: { answerable: 4, stray: 1.5, adversarial: 0 } };

/**
 * Weight of a sentence that says "not" when the question does: set, not learned. Nearly all questions that it could be learned from have
 * their words in one such sentence only, and teach nothing about documents that say what is so and what is not in the same words. From 0
 * to 5 it changes no more than one of the 77 such questions of this half.
 */
const DENIAL = 3;

/** Measures, fits, and writes `src/retrieval/calibration.ts`. */
export async function calibrate(model: Embedder): Promise<void> {
  const examples = [...(await squadExamples(model)), ...(await contractExamples(model))];
  const learned = fitSoftmax(examples.flatMap(choiceOf), SENTENCE_FEATURES.length);
  console.log(`deniesToo: learned ${learned[SENTENCE_FEATURES.indexOf('deniesToo')]?.toFixed(3)}, taken ${DENIAL}`);
  const sentence = learned.with(SENTENCE_FEATURES.indexOf('deniesToo'), DENIAL);
  const rows = examples.flatMap((example) => {
    const values = strengthFeatures(example.measured, example.terms, sentence);
    return values ? [{ example, values }] : [];
  });
  const strength = fitLogistic(
    rows.map(({ example, values }) => ({ values, positive: example.kind === 'answerable', weight: WEIGHT[example.source][example.kind] })),
    STRENGTH_FEATURES.length,
  );
  const floor = bestFloor(rows.map(({ example, values }) => ({ ...example, strength: strengthOf(values, strength) })));
  writeFileSync(inRepository('src/retrieval/calibration.ts'), fileOf(spaceOf(model.profile), sentence, strength, floor, examples.length));
}

async function squadExamples(model: Embedder): Promise<Example[]> {
  const set = readSquadDev();
  const desk = await setUpArticles(set, model);
  const all = [...desk.documents.keys()];
  const examples: Example[] = [];
  const articleOf = ({ paragraph }: ReadingQuestion) => set.paragraphs[paragraph]?.article ?? 0;
  for (const question of set.questions.filter((one) => !isReported(articleOf(one))).filter((_, i) => i % STEP === 0)) {
    const id = String(articleOf(question)) as DocumentId;
    const paragraph = set.paragraphs[question.paragraph]?.text ?? '';
    const label = (text: string, isOwn: boolean, start: number, end: number) => {
      const holds = question.answers.some((answer) => text.toLowerCase().includes(answer.toLowerCase()));
      if (isOwn && question.answers.length > 0 && question.answerStart >= start && question.answerStart < end) return true;
      return holds ? undefined : false;
    };
    const add = async (kind: Example['kind'], scope: Scope) => {
      examples.push(await exampleOf(desk, question.text, scope, { kind, source: 'squad' }, (measured) =>
        measured.flatMap(({ passage, view }) => {
          const isOwn = passage.range.documentId === id && passage.text === paragraph;
          return view.sentences.map(({ start, end }) => label(view.text.slice(start, end), isOwn, start, end));
        }),
      ));
    };
    await add(question.answers.length > 0 ? 'answerable' : 'adversarial', 'all');
    if (question.answers.length > 0) await add('stray', all.filter((other) => other !== id));
  }
  return examples;
}

async function contractExamples(model: Embedder): Promise<Example[]> {
  const desk = await setUpContracts(model);
  const examples: Example[] = [];
  for (const { name, clauses } of readContracts()) {
    for (const { clause, question } of CALIBRATION) {
      const spans = clauses.get(clause) ?? [];
      const isAnswer = (text: string) => spans.some((span) => holdsMost(text, span.text) || (text.length > 30 && holdsMost(span.text, text)));
      examples.push(await exampleOf(desk, question, [name as DocumentId], { kind: spans.length > 0 ? 'answerable' : 'stray', source: 'cuad' }, (measured) =>
        measured.flatMap(({ view }) => view.sentences.map(({ start, end }) => isAnswer(view.text.slice(start, end)))),
      ));
    }
  }
  return examples;
}

async function exampleOf(
  desk: Desk,
  text: string,
  scope: Scope,
  about: Pick<Example, 'kind' | 'source'>,
  label: (measured: readonly Measured[]) => Example['answers'],
): Promise<Example> {
  const { measured, question } = await measure(new AbortController().signal, desk.parts, text, scope);
  return { ...about, measured, terms: question.terms.length, answers: label(measured) };
}

/** The sentences of an answerable question to choose from; nothing when its answer was not found at all. */
function choiceOf({ kind, source, measured, answers }: Example): Choice[] {
  const rows = measured.flatMap(({ features }) => features.map((values) => [...values]));
  const options = rows.flatMap((values, i) => (answers[i] === undefined ? [] : [{ values, right: answers[i] === true }]));
  return kind === 'answerable' && options.some(({ right }) => right) ? [{ options, weight: WEIGHT[source].answerable }] : [];
}

/**
 * What an answer kept is worth, in answers rightly withheld. A wrong quotation shows its source and so shows itself; a wrong "not in
 * your documents" hides what is there.
 */
const KEPT = 1.5;

/** How many hundredths to either side the worth of a floor is averaged over: with 41 questions about contracts that have an answer, each makes a step. */
const SMOOTHED = 5;

/**
 * The floor with the greatest sum of the shares answered and rightly declined, of encyclopaedia questions and of contract questions, with
 * those of the floors nearby. Between many the difference is less than half of a single contract question: of those the lowest, which
 * keeps most answers.
 */
function bestFloor(examples: readonly (Example & { strength: number })[]): number {
  const shareOf = (source: Example['source'], kind: Example['kind'], floor: number) => {
    const asked = examples.filter((example) => example.source === source && example.kind === kind);
    const answered = asked.filter(({ strength }) => strength >= floor).length / asked.length;
    return kind === 'answerable' ? answered : 1 - answered;
  };
  const floors = Array.from({ length: 90 }, (_, i) => (i + 5) / 100).map((floor) => {
    const rates = (['squad', 'cuad'] as const).map((source) => ({ answered: shareOf(source, 'answerable', floor), declined: shareOf(source, 'stray', floor) }));
    return { floor, rates, worth: rates.reduce((sum, { answered, declined }) => sum + KEPT * answered + declined, 0) };
  });
  for (const { floor, rates, worth } of floors) {
    console.log(floor.toFixed(2), worth.toFixed(3), ...rates.map(({ answered, declined }) => `answered ${answered.toFixed(3)} declined ${declined.toFixed(3)}`));
  }
  const smoothed = floors.slice(SMOOTHED, -SMOOTHED).map(({ floor }, i) => ({ floor, worth: mean(floors.slice(i, i + 2 * SMOOTHED + 1).map(({ worth }) => worth)) }));
  const best = Math.max(...smoothed.map(({ worth }) => worth));
  const contractQuestions = examples.filter(({ source, kind }) => source === 'cuad' && kind === 'answerable').length;
  return smoothed.find(({ worth }) => worth >= best - KEPT / contractQuestions / 2)!.floor;
}

function fileOf(space: string, sentence: readonly number[], strength: readonly number[], floor: number, count: number): string {
  const list = (names: readonly string[], weights: readonly number[]) => weights.map((weight, i) => `    ${weight.toFixed(3)}, // ${names[i] ?? 'constant'}`).join('\n');
  return `/** Learned from ${count} questions with known answers by \`node scripts/eval.mjs calibrate\`, which writes this file. Not edited by hand. */
export const calibration = {
  /** The embedding space it was learned with. With another one, calibrate again. */
  space: '${space}',
  /** Weight of each of SENTENCE_FEATURES. */
  sentence: [
${list(SENTENCE_FEATURES, sentence)}
  ],
  /** Weight of each of STRENGTH_FEATURES, and a constant. */
  strength: [
${list(STRENGTH_FEATURES, strength)}
  ],
  /** Strength from which on a question is answered. */
  floor: ${floor},
};
`;
}

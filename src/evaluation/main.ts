/**
 * The evaluation, run by `node scripts/eval.mjs [part …]`: retrieval, fusion, reading, contracts, named, paraphrases, verification. Without a part,
 * all of them, and the figures are written to results.json, so that a change of theirs shows as a difference; with parts and the word
 * `write`, only theirs are written anew. `choose` chooses the settings of the ranking anew, and with `write` its figures are the part
 * `crossValidation`; `calibrate` learns the weights of answers: in this order, because answers are learned from what the ranking finds.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { spaceOf } from '../contract/embedding.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { calibrate } from './calibrate.ts';
import { evaluateContracts } from './contracts.ts';
import { CALIBRATION, REPORTED, type ClauseFigures } from './cuad.ts';
import { hasData, inRepository } from './data.ts';
import { loadModel } from './desk.ts';
import { evaluateNamedContracts } from './named-contracts.ts';
import { evaluateParaphrases } from './paraphrases.ts';
import { evaluateReading } from './reading.ts';
import { mean } from './metrics.ts';
import { chooseRanking } from './choose-ranking.ts';
import { compareFusions } from './fusion.ts';
import { evaluateRetrieval, type Mode, type RetrievalFigures } from './retrieval.ts';
import { ENGLISH } from './sets.ts';
import { isWrong } from './claims.ts';
import { evaluateVerification, type VerificationFigures, type VerificationReport } from './verification.ts';

const PARTS = {
  retrieval: async (model: Embedder) => printRetrieval(await evaluateRetrieval(model)),
  fusion: async (model: Embedder) => printed(await compareFusions(model)),
  reading: async (model: Embedder) => printed(await evaluateReading(model)),
  contracts: async (model: Embedder) => printClauses(await evaluateContracts(model, REPORTED, onAnswer)),
  named: async (model: Embedder) => printClauses(await evaluateNamedContracts(model, onAnswer)),
  paraphrases: async (model: Embedder) => printed(await evaluateParaphrases(model)),
  verification: async (model: Embedder) =>
    printVerification(await evaluateVerification(model, (one) => isWrong(one) && onAnswer(`[${one.kind}] ${JSON.stringify(one.finding)} ${one.sentence}`))),
};
type Part = keyof typeof PARTS;

/** Run only when they are named. What they give is written as parts. */
const MORE: Record<string, (model: Embedder) => Promise<object | void>> = {
  choose: async (model: Embedder) => ({ crossValidation: await chooseRanking(model) }),
  calibrate,
  'contracts-calibration': async (model: Embedder) => void printClauses(await evaluateContracts(model, CALIBRATION, onAnswer)),
};

/** Set by the word `verbose`: prints every answer to a contract, and every sentence that is judged wrongly in the half that chose. */
let onAnswer: (line: string) => void = () => {};

const RESULTS = 'src/evaluation/results.json';

export async function main(words: readonly string[]): Promise<void> {
  if (!hasData()) throw new Error('The data folder with the test sets is not there.');
  if (words.includes('verbose')) onAnswer = console.log;
  const model = await loadModel();
  const started = performance.now();
  const named = (Object.keys(PARTS) as Part[]).filter((part) => words.includes(part));
  const all = words.length === 0;
  const before = JSON.parse(readFileSync(inRepository(RESULTS), 'utf8')) as { [part: string]: unknown };
  const space = spaceOf(model.profile);
  // Figures of another model are not kept beside those of this one.
  const results = all && before['model'] !== space ? {} : before;
  results['model'] = space;
  for (const [name, run] of Object.entries(MORE)) if (words.includes(name)) Object.assign(results, await run(model));
  for (const part of all ? (Object.keys(PARTS) as Part[]) : named) {
    console.log(`\n— ${part} —`);
    results[part] = await PARTS[part](model);
  }
  if (all || words.includes('write')) writeFileSync(inRepository(RESULTS), `${JSON.stringify(results, rounded, 1)}\n`);
  console.log(`\n${Math.round((performance.now() - started) / 1_000)} s`);
}

/** Three decimals, and no times: they differ from run to run. */
const rounded = (key: string, value: unknown): unknown => {
  if (key.startsWith('milliseconds')) return undefined;
  return typeof value === 'number' ? Number(value.toFixed(3)) : value;
};

function printed<Figures extends object>(figures: Figures): Figures {
  console.log(JSON.stringify(figures, (_, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(3)) : value), 1));
  return figures;
}

const share = (value: number) => value.toFixed(3);

function printRetrieval(figures: RetrievalFigures[]): RetrievalFigures[] {
  console.log('set           mode     queries  nDCG@10 [95 % interval]   R@1    R@5    R@10   MRR    ms/query');
  for (const { set, mode, queries, ndcg10, interval, recall1, recall5, recall10, mrr, millisecondsPerQuery } of figures) {
    const [low, high] = interval;
    const numbers = [recall1, recall5, recall10, mrr].map(share).join('  ');
    console.log(`${set.padEnd(13)} ${mode.padEnd(8)} ${String(queries).padStart(7)}  ${share(ndcg10)} [${share(low)}, ${share(high)}]  ${numbers}  ${millisecondsPerQuery.toFixed(2)}`);
  }
  const of = (mode: Mode) => mean(figures.filter((each) => each.mode === mode && ENGLISH.has(each.set)).map(({ ndcg10 }) => ndcg10));
  console.log(`both above words, nDCG@10, mean of the English sets: ${share(of('both') - of('words'))}; cross-validated: the part crossValidation`);
  return figures;
}

function printClauses(figures: ClauseFigures[]): ClauseFigures[] {
  console.log('clause                 contracts 1–15   right  elsewhere  missed   absent: declined');
  for (const { clause, contracts, present, right, elsewhere, missed, absent, declined } of figures) {
    console.log(`${clause.padEnd(22).slice(0, 22)} ${contracts}  ${right}/${present}    ${elsewhere}          ${missed}        ${declined}/${absent}`);
  }
  return figures;
}

function printVerification(report: VerificationReport): VerificationReport {
  const columns: [string, VerificationFigures][] = [
    ['tuned: words', report.tuned.words],
    ['tuned: + meaning', report.tuned.wordsAndMeaning],
    ['held out: words', report.heldOut.words],
    ['held out: + meaning', report.heldOut.wordsAndMeaning],
    ...Object.entries(report.foreign),
  ];
  console.log('share of sentences called unsupported (of how many)');
  for (const [name, { sentences, precision, recall, falseAlarms, kinds }] of columns) {
    console.log(`${name}: ${sentences} sentences, precision ${share(precision)}, recall ${share(recall)}, false alarms: copies ${share(falseAlarms.copies)}, all ${share(falseAlarms.all)}`);
    for (const [kind, figures] of Object.entries(kinds)) console.log(`  ${kind.padEnd(34)} ${share(figures.unsupported)} (${figures.sentences})`);
  }
  return report;
}

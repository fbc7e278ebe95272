/** The parts of the evaluation, run by `node scripts/eval.mjs [part …]`. */
import { calibrate } from './calibrate.ts';
import { CALIBRATION, REPORTED, type ClauseFigures } from './cuad.ts';
import { evaluateContracts } from './contracts.ts';
import { loadModel } from './desk.ts';
import { evaluateReading } from './reading.ts';
import { compareFusions, evaluateRetrieval, type RetrievalFigures } from './retrieval.ts';

export async function main(wanted: readonly string[]): Promise<void> {
  const model = await loadModel();
  const has = (part: string) => wanted.length === 0 || wanted.includes(part);
  if (wanted.includes('calibrate')) await calibrate(model);
  if (has('retrieval')) printRetrieval(await evaluateRetrieval(model));
  if (has('fusion')) console.table(await compareFusions(model));
  if (has('reading')) console.log(await evaluateReading(model));
  if (has('contracts')) printClauses(await evaluateContracts(model, REPORTED, wanted.includes('verbose') ? console.log : undefined));
  if (wanted.includes('contracts-calibration')) printClauses(await evaluateContracts(model, CALIBRATION, wanted.includes('verbose') ? console.log : undefined));
}

const share = (value: number) => value.toFixed(3);

function printRetrieval(figures: readonly RetrievalFigures[]): void {
  console.log('\nset           mode     queries  nDCG@10 [95 % interval]   R@1    R@5    R@10   MRR    ms/query');
  for (const { set, mode, queries, ndcg10, interval, recall1, recall5, recall10, mrr, millisecondsPerQuery } of figures) {
    const [low, high] = interval;
    const numbers = [recall1, recall5, recall10, mrr].map(share).join('  ');
    console.log(`${set.padEnd(13)} ${mode.padEnd(8)} ${String(queries).padStart(7)}  ${share(ndcg10)} [${share(low)}, ${share(high)}]  ${numbers}  ${millisecondsPerQuery.toFixed(2)}`);
  }
}

function printClauses(figures: readonly ClauseFigures[]): void {
  console.log('\nclause                 contracts        right  elsewhere  missed   absent: declined');
  for (const { clause, contracts, present, right, elsewhere, missed, absent, declined } of figures) {
    console.log(`${clause.padEnd(22).slice(0, 22)} ${contracts}  ${right}/${present}    ${elsewhere}          ${missed}        ${declined}/${absent}`);
  }
}

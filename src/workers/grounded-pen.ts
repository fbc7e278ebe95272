/** A pen that is held by a language model: makes of an opened writer what answering a question needs of one. */
import { Problem } from '../contract/problem.ts';
import type { WriteApi, WriterFacts } from '../contract/writer.ts';
import { sentences } from '../chunking/sentences.ts';
import { createGroundedGenerator, roomForEvidence, type GroundedParts } from '../generation/grounded.ts';
import { repair } from '../generation/repair.ts';
import type { Pen } from './answering.ts';

/** A writer whose model is loaded, wherever it runs. */
export interface OpenedWriter extends Pick<WriteApi, 'countTokens' | 'write'> {
  facts: WriterFacts;
}

/** A question of a person is hardly ever longer. Tokens. */
const QUESTION_TOKENS = 100;
/** Passages are about this long; a model that cannot take one and a half of them cannot answer from documents. Tokens. */
const FEWEST_TOKENS = 250;

/** @throws Problem model-unusable when its context has no room for passages; whatever the writer throws while it counts */
export async function groundedPen({ facts, countTokens, write }: OpenedWriter, random = (count: number) => crypto.getRandomValues(new Uint8Array(count))): Promise<Pen> {
  const parts: GroundedParts = { facts, countTokens, write, random, split: sentences };
  const evidenceTokens = (await roomForEvidence(parts)) - QUESTION_TOKENS;
  if (evidenceTokens < FEWEST_TOKENS) throw new Problem('model-unusable', { modelId: facts.modelId, why: 'it can take too little text at once to answer from passages' });
  return {
    generator: createGroundedGenerator(parts),
    facts,
    evidenceTokens,
    repair: (signal, made, checked, { question, items }, onEvent) =>
      repair(signal, parts, { question, evidence: items, tokenBudget: evidenceTokens, made, sentences: checked }, onEvent),
  };
}

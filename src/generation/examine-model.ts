/**
 * A short trial of a model on the device it is to run on, at load. Backends have been seen to compute nonsense without any error
 * (https://github.com/huggingface/transformers.js/issues/1728), and some models read a prompt rightly only when it comes in one piece.
 */
import type { CausalModel } from '../transformers/causal-model.ts';

/** About a dozen tokens to any tokenizer of words; more to one of bytes. */
const SENTENCE = 'The rent is due on the first day of the month.';
/** Longest trial, in tokens. */
const TRIAL_TOKENS = 16;
/** How far scores may lie apart, relative to their spread, and still be the same: 16-bit floats in another order differ by less. */
const TOLERANCE = 0.05;

/**
 * @returns whether a prompt may be given in slices: the scores after two halves are those after the whole
 * @throws Error when the model computes no scores, or the same for every token
 */
export async function examineModel(model: CausalModel): Promise<{ slices: boolean }> {
  const tokens = model.encode(SENTENCE).slice(0, TRIAL_TOKENS);
  const whole = await scoresAfter(model, [tokens]);
  const deviation = spread(whole);
  // Written so that NaN fails.
  if (!(deviation > 0 && Number.isFinite(deviation))) throw new Error('The model computes no scores on this device.');
  const half = Math.ceil(tokens.length / 2);
  const sliced = await scoresAfter(model, [tokens.slice(0, half), tokens.slice(half)]);
  const distance = Math.sqrt(whole.reduce((sum, score, token) => sum + (score - sliced[token]!) ** 2, 0) / whole.length);
  return { slices: distance <= TOLERANCE * deviation };
}

async function scoresAfter(model: CausalModel, slices: readonly number[][]): Promise<Float32Array> {
  const memory = model.begin();
  try {
    let scores: Float32Array = new Float32Array();
    for (const slice of slices.filter(({ length }) => length > 0)) scores = await model.read(memory, slice);
    return scores;
  } finally {
    await memory.free();
  }
}

/** Standard deviation. NaN when a score is not a number. */
function spread(scores: Float32Array): number {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length);
}

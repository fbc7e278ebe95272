/**
 * Has an answer written again in which nothing backs some sentences. The model is shown what it wrote, sentence by sentence, and why some of it
 * is wrong, with the same passages as before. Done once: what a second look does not mend, a third does not either.
 */
import type { AnswerSentence, Evidence, Generated, GenerateEvent, SentenceFinding } from '../contract/answer.ts';
import type { OnEvent } from '../contract/events.ts';
import { writeAnswer, type GroundedParts } from './grounded.ts';
import type { PackedPassage } from './pack.ts';
import type { Correction } from './prompt.ts';

export interface RepairRequest {
  question: string;
  evidence: Evidence[];
  tokenBudget: number;
  /** What came before, and what checking made of its sentences. */
  made: Generated;
  sentences: readonly AnswerSentence[];
}

/**
 * @returns the new version with the tokens of both, unchecked; `undefined` when there is nothing to mend, or no room to ask for it
 * @throws whatever the writer throws
 */
export async function repair(
  signal: AbortSignal, parts: GroundedParts, { made, sentences, ...request }: RepairRequest, onEvent: OnEvent<GenerateEvent>,
): Promise<Generated | undefined> {
  if (sentences.every(({ supported }) => supported)) return undefined;
  const again = await writeAnswer(signal, parts, request, (packed) => correctionOf(sentences, packed), onEvent);
  if (!again?.tokens || !made.tokens) return again;
  return { ...again, tokens: { ...again.tokens, prompt: made.tokens.prompt + again.tokens.prompt, new: made.tokens.new + again.tokens.new } };
}

function correctionOf(sentences: readonly AnswerSentence[], packed: readonly PackedPassage[]): Correction {
  return {
    sentences: sentences.map(({ text, supported, citations, finding }) => {
      const cited = new Set(citations.map(({ evidence }) => evidence));
      const passages = packed.filter(({ items }) => items.some(({ number }) => cited.has(number)));
      return { text, passages, ...(supported ? {} : { wrong: reasonFor(finding) }) };
    }),
  };
}

/** In words for a model: what a person reads of a finding is written by the page. */
function reasonFor(finding: SentenceFinding | undefined): string {
  switch (finding?.code) {
    case 'no-citation': return 'it names no passage';
    case 'number-not-found':
    case 'date-not-found':
    case 'name-not-found':
    case 'quotation-not-found': return `"${finding.what}" is not in the passages`;
    case 'number-elsewhere':
    case 'name-elsewhere': return `the passages say "${finding.what}" of something else`;
    case 'negation-differs': return `the passages say the opposite; look at "${finding.what}"`;
    case 'too-little-found':
    case undefined: return 'the passages do not say this';
  }
}

/**
 * Answers with a language model that sees nothing but the packed passages and the question, and cites by ids drawn for this one answer. What it
 * writes is a draft: whether the passages back it is checked elsewhere.
 */
import type { Generated, GenerateEvent, GenerateRequest, Generator } from '../contract/answer.ts';
import type { OnEvent } from '../contract/events.ts';
import { isAbort } from '../contract/problem.ts';
import type { WriteApi, WriterFacts } from '../contract/writer.ts';
import type { RandomBytes } from './marks.ts';
import { pack, type CountTokens, type PackedPassage } from './pack.ts';
import { createAnswerParser, type SplitSentences } from './parse-answer.ts';
import { buildPrompt, instructions, PROMPT_VERSION, type Correction, type Prompt } from './prompt.ts';

/** Tokens that a model's form of a conversation adds around two turns, its makers' own instructions included. */
const FORM_TOKENS = 96;
/** Share of the context that a question may fill: beyond, only its beginning is asked. What was searched for was all of it. */
const QUESTION_SHARE = 0.2;
/** Room that is left for an answer of five sentences: more than this a small model fills with repetitions. */
const ANSWER_TOKENS = 600;
/** … and never more of a small context than this share. */
const ANSWER_SHARE = 0.25;
/** Tokens of the parts are not quite those of the whole. A prompt that came out too long is made again with this share of the evidence it had. */
const SHRINKING = 0.9;
const FITTINGS = 4;

/** A language model that is loaded, and what else answering needs. */
export interface GroundedParts {
  facts: Pick<WriterFacts, 'name' | 'contextTokens'>;
  countTokens: CountTokens;
  write: WriteApi['write'];
  split: SplitSentences;
  random: RandomBytes;
  /** 0 by default: the same question and evidence give the same answer, but for the ids. */
  temperature?: number;
}

export function createGroundedGenerator(parts: GroundedParts): Generator {
  return {
    name: `${parts.facts.name}, ${PROMPT_VERSION}`,
    generate: async (signal, request, onEvent) => (await writeAnswer(signal, parts, request, undefined, onEvent)) ?? { draft: { sentences: [] }, prompt: PROMPT_VERSION },
  };
}

/** Most tokens of an answer. */
const answerTokens = ({ contextTokens }: Pick<WriterFacts, 'contextTokens'>): number => Math.min(ANSWER_TOKENS, Math.floor(contextTokens * ANSWER_SHARE));

/** Tokens that are left for evidence and question, in the writer's own. Not above 0 when there is no room for any. */
export async function roomForEvidence({ facts, countTokens }: Pick<GroundedParts, 'facts' | 'countTokens'>): Promise<number> {
  const counts = await countTokens(instructions());
  return facts.contextTokens - FORM_TOKENS - answerTokens(facts) - Math.max(...Array.from(counts));
}

/**
 * @param correct makes, of the packed passages, what was wrong with the version before
 * @returns `undefined` when no passage fits: the model is not asked without one
 * @throws whatever the writer throws. At an abort, the sentences that had ended have been told by then.
 */
export async function writeAnswer(
  signal: AbortSignal, parts: GroundedParts, request: GenerateRequest, correct: ((packed: readonly PackedPassage[]) => Correction) | undefined, onEvent: OnEvent<GenerateEvent>,
): Promise<Generated | undefined> {
  const prompt = await fittingPrompt(signal, parts, request, correct);
  if (!prompt) return undefined;
  const parser = createAnswerParser(prompt.passages, parts.split);
  const tell = async (events: readonly GenerateEvent[]) => {
    for (const event of events) await onEvent(event);
  };
  const options = { maximumTokens: answerTokens(parts.facts), temperature: parts.temperature ?? 0, stop: prompt.stop };
  try {
    const { promptTokens, newTokens, tokensPerSecond, ended } = await parts.write(signal, prompt.messages, options, (text) => tell(parser.push(text)));
    await tell(parser.end(ended === 'length' ? 'cut' : 'whole'));
    return {
      draft: parser.draft(), prompt: PROMPT_VERSION, unknownMarks: parser.unknownMarks,
      tokens: { prompt: promptTokens, new: newTokens, perSecond: tokensPerSecond },
      ...(ended === 'length' ? { ended } : {}),
    };
  } catch (error) {
    if (isAbort(error) || signal.aborted) await tell(parser.end('cut').filter(({ type }) => type === 'sentence'));
    throw error;
  }
}

/** The prompt with as much evidence as its budget and the context allow. */
async function fittingPrompt(
  signal: AbortSignal, parts: GroundedParts, { question, evidence, tokenBudget }: GenerateRequest, correct: ((packed: readonly PackedPassage[]) => Correction) | undefined,
): Promise<Prompt | undefined> {
  const { facts, countTokens, random } = parts;
  const asked = await shortened(question, facts.contextTokens * QUESTION_SHARE, countTokens);
  const promptOf = async (packed: PackedPassage[]) => {
    const prompt = buildPrompt(asked, packed, random, correct?.(packed));
    const counts = await countTokens(prompt.messages.map(({ content }) => content));
    signal.throwIfAborted();
    return { prompt, left: Array.from(counts).reduce((left, tokens) => left - tokens, facts.contextTokens - FORM_TOKENS - answerTokens(facts)) };
  };
  let budget = Math.min(tokenBudget, (await promptOf([])).left);
  for (let i = 0; i < FITTINGS; i += 1) {
    const packed = await pack(evidence, budget, countTokens);
    if (packed.length === 0) return undefined;
    const { prompt, left } = await promptOf(packed);
    if (left >= 0) return prompt;
    budget = Math.floor((budget + left) * SHRINKING);
  }
  return undefined;
}

/** The beginning of a question that is longer than a share of the context. */
async function shortened(question: string, mostTokens: number, countTokens: CountTokens): Promise<string> {
  const [tokens = 0] = Array.from(await countTokens([question]));
  return tokens <= mostTokens ? question : question.slice(0, Math.floor((question.length * mostTokens) / tokens)).toWellFormed();
}

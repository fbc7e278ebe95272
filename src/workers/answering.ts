/** From a question to a stored answer: what is searched for, what was found, who writes, and what checking leaves of it. */
import type {
  Answer, AnswerMode, AnswerSentence, AskEvent, AskRequest, Draft, DraftSentence, EvidenceSet, Generated, GenerateEvent, Generator, Lineage,
} from '../contract/answer.ts';
import type { OnEvent } from '../contract/events.ts';
import { isAbort, MODEL_FAILURES, Problem } from '../contract/problem.ts';
import type { WriteApi, WriterFacts } from '../contract/writer.ts';
import { verify, type Sources } from '../generation/citations.ts';
import { confidenceOf } from '../generation/confidence.ts';

/** Tokens of evidence handed to a generator that has no context of its own to fill. */
export const QUOTING_TOKENS = 3_000;
/** While an answer is being written, what there is of it is stored this often: a closed tab loses no more. */
const KEEP_EVERY_MS = 2_000;
/** Answers before this one that a follow-up may refer to. */
const HISTORY = 6;

/** Who writes this answer, once it is known. */
export interface Pen {
  generator: Generator;
  /** Absent for quoting. */
  facts?: WriterFacts;
  /** The model itself, for other texts than answers. Absent for quoting. */
  writer?: Pick<WriteApi, 'write' | 'countTokens'>;
  /** Room for evidence, in the writer's tokens. */
  evidenceTokens: number;
  steppedDown?: Lineage['steppedDown'];
  /** Writes the sentences again that nothing backs. Absent for quoting, which has none. */
  repair?(signal: AbortSignal, made: Generated, sentences: readonly AnswerSentence[], evidence: EvidenceSet, onEvent: OnEvent<GenerateEvent>): Promise<Generated | undefined>;
}

export interface AnsweringParts {
  /** Oldest first. */
  history(conversationId: string): Promise<Answer[]>;
  /** A writer that is loaded, or quoting. */
  pen(signal: AbortSignal, wanted: string, onEvent: OnEvent<AskEvent>): Promise<Pen>;
  /** A question that stands alone, made of a follow-up. */
  standalone(signal: AbortSignal, question: string, history: readonly Answer[], pen: () => Promise<Pen>): Promise<{ text: string; by: Answer['searchedBy'] }>;
  modeOf(question: string): AnswerMode;
  gather(signal: AbortSignal, question: string, scope: AskRequest['scope']): Promise<EvidenceSet>;
  /** Answers by walking through whole documents, and tells the evidence itself. `undefined` when that cannot be done here, and the best passages must do. */
  walk(signal: AbortSignal, mode: Exclude<AnswerMode, 'passages'>, request: AskRequest, pen: Pen, onEvent: OnEvent<AskEvent>): Promise<Walked | undefined>;
  sources: Sources;
  /** Name of the embedding space that is searched now. */
  space(): Promise<string | undefined>;
  keep(answer: Answer): Promise<void>;
  /** Takes back an answer that was stored before its first word. */
  forget(id: string): Promise<void>;
}

/** What walking through whole documents made. */
export interface Walked {
  evidence: EvidenceSet;
  made: Generated;
  generator: string;
  walked: { passages: number; documents: number };
}

/** @throws DOMException AbortError when it was stopped before its first sentence; Problem as the parts do */
export async function answerQuestion(signal: AbortSignal, parts: AnsweringParts, request: AskRequest, onEvent: OnEvent<AskEvent>): Promise<Answer> {
  const began = performance.now();
  let opened: Promise<Pen> | undefined;
  const pen = () => (opened ??= parts.pen(signal, request.answerWith, onEvent));
  const all = await parts.history(request.conversationId);
  const before = all.find(({ id }) => id === request.insteadOf);
  const { text, by } = await searchedFor(signal, parts, request, before ? all.slice(0, all.indexOf(before)) : all, pen);
  const mode = request.mode === 'auto' ? parts.modeOf(text) : request.mode;
  await onEvent({ type: 'searched', text, by, mode });
  const base: Base = {
    id: request.insteadOf ?? crypto.randomUUID(), conversationId: request.conversationId, question: request.question, searched: text, searchedBy: by, mode,
    // An answer that is made again stays where it was in its conversation.
    scope: request.scope, askedAt: before?.askedAt ?? Date.now(), space: await parts.space(), began, wanted: request.answerWith, replaces: before !== undefined,
  };
  const walked = mode === 'passages' ? undefined : await parts.walk(signal, mode, { ...request, question: text }, await pen(), onEvent);
  return walked ? finishWalk(parts, base, walked, await pen()) : fromPassages(signal, parts, { ...base, mode: 'passages' }, pen, onEvent);
}

interface Base extends Pick<Answer, 'id' | 'conversationId' | 'question' | 'searched' | 'searchedBy' | 'mode' | 'scope' | 'askedAt'> {
  space: string | undefined;
  /** `performance.now()` when the question came. */
  began: number;
  /** The model that was wanted. */
  wanted: string;
  /** An earlier answer stays in its place until this one is whole. */
  replaces: boolean;
}

async function searchedFor(signal: AbortSignal, parts: AnsweringParts, request: AskRequest, earlier: readonly Answer[], pen: () => Promise<Pen>) {
  if (request.searched !== undefined && request.searched.trim() !== '') return { text: request.searched.trim(), by: 'person' as const };
  const history = earlier.slice(-HISTORY);
  return history.length > 0 ? parts.standalone(signal, request.question, history, pen) : { text: request.question, by: 'nobody' as const };
}

async function fromPassages(signal: AbortSignal, parts: AnsweringParts, base: Base, pen: () => Promise<Pen>, onEvent: OnEvent<AskEvent>): Promise<Answer> {
  const evidence = await parts.gather(signal, base.searched, base.scope);
  signal.throwIfAborted();
  await onEvent({ type: 'evidence', evidence });
  const gathered = performance.now();
  if (!evidence.sufficient) {
    const nothing = toAnswer(base, evidence, { outcome: 'not-in-documents', sentences: [], generator: '', lineage: { check: UNCHECKED } }, gathered);
    await parts.keep(nothing);
    return nothing;
  }
  for (let hand = await pen(), tries = 0; ; tries += 1) {
    const half = createHalf(parts, base, evidence, hand, gathered);
    try {
      await half.begin();
      const made = await hand.generator.generate(signal, { question: base.searched, evidence: evidence.items, tokenBudget: hand.evidenceTokens }, half.listen(onEvent));
      return await finish(signal, parts, half, made, onEvent);
    } catch (error) {
      if (isAbort(error) || signal.aborted) return await stopped(parts, half, error);
      if (!hand.facts || !ofModel(error) || tries >= MOST_HANDS) {
        await half.forget();
        throw error;
      }
      // What could write has given up: the next one begins anew.
      await onEvent({ type: 'again' });
      hand = await parts.pen(signal, base.wanted, onEvent);
    } finally {
      half.close();
    }
  }
}

/** Other models, and other ways to run one, that are tried for one answer. */
const MOST_HANDS = 6;
const ofModel = (error: unknown): boolean => error instanceof Problem && MODEL_FAILURES.has(error.code);

/** What was whole stays, marked. Without a whole sentence, or where an earlier answer stands, it is as if nobody had asked. */
async function stopped(parts: AnsweringParts, half: Half, error: unknown): Promise<Answer> {
  const sentences = half.base.replaces ? [] : await verify({ sentences: half.sentences() }, half.evidence.items, parts.sources);
  if (sentences.length > 0) return half.end({ outcome: 'unfinished', sentences, made: { draft: { sentences: [] } }, repaired: false });
  await half.forget();
  throw error;
}

/** Checks every sentence, and has what nothing backs written again, once. The version with fewer such sentences stays. */
async function finish(signal: AbortSignal, parts: AnsweringParts, half: Half, made: Generated, onEvent: OnEvent<AskEvent>): Promise<Answer> {
  const { hand, evidence } = half;
  const check = (draft: Draft) => verify(draft, evidence.items, parts.sources);
  const first = await check(made.draft);
  const again = hand.repair && unsupported(first) > 0 ? await mend(signal, half, made, first, onEvent) : undefined;
  const second = again && (await check(again.draft));
  const better = second && second.length > 0 && unsupported(second) < unsupported(first);
  const sentences = better ? second : first;
  const kept = better ? again! : made;
  // A text that ran out of room ends in the middle.
  const whole = kept.ended === undefined ? 'answered' : 'unfinished';
  return half.end({ outcome: isBacked(sentences) ? whole : 'not-in-documents', sentences, made: kept, repaired: better === true });
}

async function mend(signal: AbortSignal, half: Half, made: Generated, sentences: AnswerSentence[], onEvent: OnEvent<AskEvent>): Promise<Generated | undefined> {
  let told = false;
  try {
    return await half.hand.repair?.(signal, made, sentences, half.evidence, async (event) => {
      if (!told) await onEvent({ type: 'again' });
      told = true;
      await onEvent(event);
    });
  } catch (error) {
    // The first version is there, and it is checked: a repair that fails or is stopped costs nothing.
    if (isAbort(error) || signal.aborted || ofModel(error)) return undefined;
    throw error;
  }
}

async function finishWalk(parts: AnsweringParts, base: Base, { evidence, made, generator, walked }: Walked, pen: Pen): Promise<Answer> {
  const gathered = performance.now();
  const sentences = await verify(made.draft, evidence.items, parts.sources);
  const lineage = { ...lineageOf(base, pen, made, sentences, false), walked };
  const outcome = isBacked(sentences) ? 'answered' : 'not-in-documents';
  const answer = toAnswer(base, evidence, { outcome, sentences, generator, lineage }, gathered);
  await parts.keep(answer);
  return answer;
}

/** Something in it was found in the documents; the name of one is not enough. */
const isBacked = (sentences: readonly AnswerSentence[]): boolean => sentences.some(({ supported, citations }) => supported && citations.length > 0);

/** An answer on its way: heard as it is written, and stored every now and then. */
type Half = ReturnType<typeof createHalf>;

function createHalf(parts: AnsweringParts, base: Base, evidence: EvidenceSet, hand: Pen, gathered: number) {
  const whole: DraftSentence[] = [];
  let rest = '';
  let keeping: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const toKeep = (): Answer => {
    const unchecked = [...whole.map(({ text, opens }) => ({ text, ...(opens ? { opens } : {}) })), ...(rest.trim() === '' ? [] : [{ text: rest }])];
    const sentences = unchecked.map((sentence): AnswerSentence => ({ ...sentence, citations: [], supported: false }));
    return toAnswer(base, evidence, { outcome: 'unfinished', sentences, generator: hand.generator.name, lineage: lineageOf(base, hand, { draft: { sentences: [] } }, [], false) }, gathered);
  };
  const keepSoon = () => {
    if (base.replaces || over) return;
    keeping ??= setTimeout(() => {
      keeping = undefined;
      // The next one, or the end, stores what this one could not.
      parts.keep(toKeep()).catch(() => {});
    }, KEEP_EVERY_MS);
  };
  return {
    base,
    hand,
    evidence,
    begin: async () => (base.replaces ? undefined : parts.keep(toKeep())),
    async forget() {
      over = true;
      clearTimeout(keeping);
      if (!base.replaces) await parts.forget(base.id);
    },
    sentences: () => whole,
    listen: (onEvent: OnEvent<AskEvent>): OnEvent<GenerateEvent> => async (event) => {
      if (event.type === 'text') rest += event.text;
      else {
        whole.push(event.sentence);
        rest = '';
      }
      keepSoon();
      await onEvent(event);
    },
    close() {
      over = true;
      clearTimeout(keeping);
    },
    async end({ outcome, sentences, made, repaired }: { outcome: Answer['outcome']; sentences: AnswerSentence[]; made: Generated; repaired: boolean }): Promise<Answer> {
      over = true;
      clearTimeout(keeping);
      const answer = toAnswer(base, evidence, { outcome, sentences, generator: hand.generator.name, lineage: lineageOf(base, hand, made, sentences, repaired) }, gathered);
      await parts.keep(answer);
      return answer;
    },
  };
}

const unsupported = (sentences: readonly AnswerSentence[]): number => sentences.filter(({ supported }) => !supported).length;

const UNCHECKED: Lineage['check'] = { unknownMarks: 0, unsupported: 0, repaired: false };

function lineageOf({ space }: Base, { facts, steppedDown }: Pen, { tokens, prompt, unknownMarks = 0 }: Generated, sentences: readonly AnswerSentence[], repaired: boolean): Lineage {
  return {
    ...(space ? { space } : {}),
    ...(facts ? { model: { id: facts.modelId, name: facts.name, revision: facts.revision, device: facts.device } } : {}),
    ...(prompt ? { prompt } : {}),
    ...(tokens ? { tokens } : {}),
    ...(steppedDown ? { steppedDown } : {}),
    check: { unknownMarks, unsupported: unsupported(sentences), repaired },
  };
}

function toAnswer(
  { space: _space, wanted: _wanted, replaces: _replaces, began, ...base }: Base,
  evidence: EvidenceSet,
  made: Pick<Answer, 'outcome' | 'sentences' | 'generator' | 'lineage'>,
  gathered: number,
): Answer {
  return {
    ...base, ...made,
    evidence: evidence.items, strength: evidence.strength, floor: evidence.floor,
    ...(made.outcome === 'answered' ? { confidence: confidenceOf(made.sentences, evidence) } : {}),
    milliseconds: { gathering: gathered - began, generating: performance.now() - gathered },
  };
}

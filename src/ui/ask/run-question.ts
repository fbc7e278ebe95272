/** Asks the engine one question and keeps its turn true from the first moment to the last. */
import type { Answer, AskEvent, AskRequest } from '../../contract/answer.ts';
import type { Engine } from '../../contract/engine.ts';
import { isAbort } from '../../contract/problem.ts';
import { explain } from '../explain.ts';
import type { AnswerSpeaker } from './answer-speaker.ts';
import { NOTHING_YET, progressAfter } from './progress.ts';
import type { AskingTurn, Turn } from './turn.ts';
import { createWritten, type NextFrame } from './written.ts';
import { QUOTING } from './writers-state.ts';

interface RunParts {
  engine: Pick<Engine, 'ask'>;
  nextFrame: NextFrame;
  speaker: AnswerSpeaker;
  put(conversationId: string, turn: Turn): void;
  /** The question was stopped before its first word, and nothing was there before it. */
  drop(conversationId: string, key: string, question: string): void;
  /** Told once an answer is there, whole or not. */
  onAnswer(answer: Answer): void;
}

/** Takes what the engine tells while it answers, until the question is stopped. */
function listener(signal: AbortSignal, speaker: AnswerSpeaker, first: AskingTurn, put: (turn: AskingTurn) => void) {
  let turn = first;
  const { written, request } = first;
  const show = (progress: AskingTurn['progress']) => {
    if (progress === turn.progress) return;
    turn = { ...turn, progress };
    put(turn);
  };
  return {
    hear(event: AskEvent) {
      if (signal.aborted) return;
      if (event.type === 'text') written.text(event.text);
      else if (event.type === 'sentence') written.sentence(event.sentence);
      else if (event.type === 'again') written.clear();
      speaker.heard(event, request.answerWith === QUOTING);
      show(progressAfter(turn.progress, event));
    },
    stopping: () => show({ ...turn.progress, doing: { step: 'stopping' } }),
  };
}

/**
 * @param before the answer that the new one takes the place of: it comes back when there is no new one
 * @returns once the question was answered, stopped, or has failed
 */
export async function runQuestion(parts: RunParts, key: string, request: AskRequest, before: Answer | undefined): Promise<void> {
  const { engine, speaker } = parts;
  const { conversationId, question } = request;
  const put = (turn: Turn) => parts.put(conversationId, turn);
  const abort = new AbortController();
  const written = createWritten(parts.nextFrame);
  const stop = () => {
    if (abort.signal.aborted) return;
    heard.stopping();
    abort.abort();
  };
  const first: AskingTurn = { key, question, status: 'asking', request, startedAt: Date.now(), progress: NOTHING_YET, written, before, stop };
  const heard = listener(abort.signal, speaker, first, put);
  put(first);
  speaker.began();
  try {
    const answer = await engine.ask(abort.signal, request, heard.hear);
    put({ key, question, status: 'answered', answer });
    speaker.ended(answer);
    parts.onAnswer(answer);
  } catch (error) {
    if (!isAbort(error) && !abort.signal.aborted) {
      const why = explain(error);
      speaker.failed(why.sentence);
      put({ key, question, status: 'failed', request, before, why });
    } else if (before) {
      put({ key, question: before.question, status: 'answered', answer: before });
    } else {
      speaker.stopped();
      parts.drop(conversationId, key, question);
    }
  }
}

/** One question and what became of it, and the list that these make. */
import type { Answer, AskRequest } from '../../contract/answer.ts';
import type { Explained } from '../explain.ts';
import type { Progress } from './progress.ts';
import type { Written } from './written.ts';

export type Turn = { key: string; question: string } & (
  /** `before` is the answer that the new one takes the place of. */
  | { status: 'asking'; request: AskRequest; startedAt: number; progress: Progress; written: Written; before: Answer | undefined; stop: () => void }
  | { status: 'answered'; answer: Answer }
  | { status: 'failed'; request: AskRequest; before: Answer | undefined; why: Explained }
);

export type AskingTurn = Turn & { status: 'asking' };
export type AnsweredTurn = Turn & { status: 'answered' };
export type FailedTurn = Turn & { status: 'failed' };

/** A turn that the library knows nothing of: it is lost with the page, but not by opening another conversation. */
export type UnkeptTurn = AskingTurn | FailedTurn;

export const turnOf = (answer: Answer): AnsweredTurn => ({ key: answer.id, question: answer.question, status: 'answered', answer });

/** Id of the answer that is here, or was here before. */
export const answerIdOf = (turn: Turn): string | undefined => (turn.status === 'answered' ? turn.answer.id : turn.before?.id);

const isSame = (a: Turn, b: Turn): boolean => a.key === b.key || (answerIdOf(a) !== undefined && answerIdOf(a) === answerIdOf(b));

/** Replaces the turn of the same question, or appends it. */
export const withTurn = (turns: readonly Turn[], turn: Turn): Turn[] =>
  turns.some((old) => isSame(old, turn)) ? turns.map((old) => (isSame(old, turn) ? turn : old)) : [...turns, turn];

/** Half an answer that the library stores while the turn it belongs to is still being answered here. */
const isHalfOf = (answer: Answer, turn: UnkeptTurn): boolean =>
  turn.status === 'asking' && !turn.before && answer.outcome === 'unfinished' && answer.question === turn.question && answer.askedAt >= turn.startedAt;

/**
 * The turns of a conversation that was read again.
 * @param answers as they are stored, oldest first
 * @param unkept turns of this conversation that are being answered or have failed
 */
export function turnsFrom(answers: readonly Answer[], unkept: readonly UnkeptTurn[]): Turn[] {
  const kept: Turn[] = answers.filter((answer) => !unkept.some((turn) => isHalfOf(answer, turn))).map(turnOf);
  let turns = kept;
  for (const turn of unkept) turns = withTurn(turns, turn);
  return turns;
}

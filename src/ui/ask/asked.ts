/** The conversation that is on screen, and the question that is being answered. */
import type { Explained } from '../explain.ts';
import type { WantedMode } from './mode-words.ts';
import type { AskingTurn, Turn, UnkeptTurn } from './turn.ts';

export interface Asked {
  conversationId: string;
  /** Whether the answers of the conversation are here yet. */
  shelf: { status: 'reading' | 'read' } | { status: 'failed'; why: Explained };
  /** Oldest first. */
  turns: Turn[];
  /** Turns of all conversations that the library knows nothing of. At most one of them is being answered. */
  unkept: { conversationId: string; turn: UnkeptTurn }[];
  /** How the next question is to be answered. */
  mode: WantedMode;
  /** An answer that is to be brought into view, and how often that was asked for: the same may be asked for twice. */
  visit: { answerId: string; count: number } | undefined;
}

/** The question that is being answered, in whichever conversation. */
export const askingIn = ({ unkept }: Pick<Asked, 'unkept'>): AskingTurn | undefined =>
  unkept.map(({ turn }) => turn).find((turn): turn is AskingTurn => turn.status === 'asking');

export const isAsking = (asked: Pick<Asked, 'unkept'>): boolean => askingIn(asked) !== undefined;

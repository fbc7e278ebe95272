import { useEffect, useRef, type RefObject } from 'react';
import { useDesk } from '../desk-state.ts';
import { useStore } from '../kit/store.ts';

/**
 * Brings a question into view: the newest one when it was asked or its conversation was opened, and one that a search has found. When
 * an answer arrives, grows, goes or comes back, the page stays where the reader has it.
 */
export function useTurnInView(list: RefObject<HTMLElement | null>): void {
  const { ask } = useDesk();
  const turns = useStore(ask.store, (state) => state.turns);
  const visit = useStore(ask.store, (state) => state.visit);
  /** Keys of what was on screen at some time, and the visit that was paid last. */
  const seen = useRef({ keys: new Set<string>(), visit: undefined as typeof visit });
  useEffect(() => {
    const { keys, visit: paid } = seen.current;
    const last = turns.at(-1)?.key;
    const isNew = last !== undefined && !keys.has(last);
    if (turns.length === 0) keys.clear();
    for (const { key } of turns) keys.add(key);
    seen.current.visit = visit;
    if (visit && visit !== paid) goTo(list.current, visit.answerId);
    else if (isNew) list.current?.lastElementChild?.scrollIntoView({ block: 'start' });
  }, [list, turns, visit]);
}

function goTo(list: HTMLElement | null, answerId: string) {
  const turn = list?.querySelector<HTMLElement>(`[data-turn="${CSS.escape(answerId)}"]`);
  turn?.scrollIntoView({ block: 'start' });
  turn?.focus({ preventScroll: true });
}

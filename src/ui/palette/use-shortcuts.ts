import { useEffect } from 'react';
import { useDesk, type DeskState } from '../desk-state.ts';

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox], [type=file]), textarea, select'));

const isCommandKey = (event: KeyboardEvent) =>
  event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;

/** Escape, one step back: out of the drawer, or from a result to the field. */
function back({ view }: DeskState, target: EventTarget | null) {
  if (view.store.get().drawer) return view.setDrawer(false);
  if (target instanceof Element && target.closest('#desk-panel')) view.callField();
}

/**
 * Does what a key asks for.
 * @returns whether the key was ours
 */
function press(desk: DeskState, event: KeyboardEvent, sheet: boolean): boolean {
  const { view, reader } = desk;
  if (isCommandKey(event)) {
    view.setDialog(view.store.get().dialog === 'commands' ? 'none' : 'commands');
    return true;
  }
  if (view.store.get().dialog !== 'none') return false;
  if (event.key === 'Escape') back(desk, event.target);
  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === '/') {
    if (sheet) reader.close();
    view.callField();
    return true;
  }
  if (event.key === '?') view.setDialog('keys');
  return event.key === '?';
}

/** Keys that work anywhere on the page. Plain letters keep quiet while one types (WCAG 2.1.4). */
export function useShortcuts({ sheet }: { sheet: boolean }) {
  const desk = useDesk();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && !event.isComposing && press(desk, event, sheet)) event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [desk, sheet]);
}

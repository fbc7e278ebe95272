import { useLayoutEffect, useRef, type FocusEvent, type RefObject } from 'react';

/**
 * Keeps the keyboard in its place when the button that had it goes away: the first control of the place gets it, or the place itself.
 * @param stamp changes whenever controls come or go
 */
export function useKeptFocus<E extends HTMLElement>(stamp: string): { place: RefObject<E | null>; onFocus: (event: FocusEvent) => void } {
  const place = useRef<E>(null);
  const last = useRef<Element>(null);
  useLayoutEffect(() => {
    if (!last.current || last.current.isConnected) return;
    last.current = null;
    // Somewhere else by now: there it stays.
    if (document.activeElement !== document.body) return;
    const next = place.current?.querySelector<HTMLElement>('button:not(:disabled), a[href], select') ?? place.current;
    next?.focus({ preventScroll: true });
  }, [stamp]);
  return { place, onFocus: ({ target }) => { last.current = target; } };
}

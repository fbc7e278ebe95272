import { useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * For a part of the panel that can go away by itself: when it goes while it holds the keyboard, the keyboard moves on and is not lost.
 * @param to id of the element that gets it
 * @returns where to attach the part
 */
export function useHandsFocusBack<E extends HTMLElement>(to: string): RefObject<E | null> {
  const part = useRef<E>(null);
  useLayoutEffect(() => {
    const element = part.current;
    return () => {
      if (element?.contains(document.activeElement)) document.getElementById(to)?.focus({ preventScroll: true });
    };
  }, [to]);
  return part;
}

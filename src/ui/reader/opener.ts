import type { Opener } from './reader-state.ts';

/** Remembers which element of the page a document was opened from, to give the keyboard back to it. */
export function createOpener(): Opener {
  let element: Element | null = null;
  return {
    remember() {
      const active = document.activeElement;
      if (active && active !== document.body && !active.closest('[data-reader], dialog')) element = active;
    },
    giveBack() {
      // Under a sheet nothing can take the keyboard before the sheet is gone.
      setTimeout(() => {
        const field = document.querySelector<HTMLElement>('#desk input');
        const target = element instanceof HTMLElement && element.isConnected && !element.closest('[inert]') ? element : field;
        target?.focus();
      });
    },
  };
}

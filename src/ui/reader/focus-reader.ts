/** Brings the keyboard to what was opened, unless it is in the reader already (on "next", say, where it should stay). */
export function focusReader(target: HTMLElement | null | undefined): void {
  if (target && !document.activeElement?.closest('[data-reader]')) target.focus({ preventScroll: true });
}

/**
 * Puts the keyboard on a result.
 * @returns whether there is one at that place
 */
export function focusHit(index: number): boolean {
  const hit = document.querySelectorAll<HTMLElement>('[data-hit]')[index];
  hit?.focus();
  hit?.scrollIntoView({ block: 'nearest' });
  return hit !== undefined;
}

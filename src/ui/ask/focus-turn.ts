/** Puts the keyboard on the question that a control belongs to, before the control itself goes away. */
export function focusTurn(control: Element): void {
  control.closest<HTMLElement>('[data-turn]')?.focus({ preventScroll: true });
}

/** Puts it on the question after that one, or before it, for a question that goes away as a whole. */
export function focusNextTurn(control: Element): void {
  const turn = control.closest('[data-turn]');
  const next = turn?.nextElementSibling ?? turn?.previousElementSibling;
  if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  else focusConversation();
}

/** Puts it on the conversation as a whole, for when all questions change. */
export function focusConversation(): void {
  document.getElementById('desk-panel')?.focus({ preventScroll: true });
}

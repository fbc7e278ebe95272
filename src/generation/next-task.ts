/** Lets messages that are waiting, an abort above all, be handled in the middle of long work. */

/**
 * Resolves in a new task. A message is used because a timer is held back by 4 ms once it is nested
 * (https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#timers), which a token of a small model takes altogether.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** What the page asks of the library word for word: nothing is added on the way. */
import type { Remote } from 'comlink';
import type { LibraryApi } from '../contract/library.ts';

const PASSED = [
  'cancel', 'remove', 'restore', 'forget', 'dismiss', 'pause', 'resume', 'readAgain', 'useModel', 'pauseBuild', 'resumeBuild', 'cancelBuild', 'goBack',
  'freePrevious', 'removeAnswers', 'rateAnswer', 'renameConversation', 'removeConversation', 'branchConversation', 'search', 'answers', 'conversations',
  'findInConversations', 'usableWriters', 'usableModels', 'tryModelAgain', 'read', 'original',
] as const satisfies readonly (keyof LibraryApi)[];

export type PassedOn = Pick<LibraryApi, (typeof PASSED)[number]>;

/** @param call reaches the library worker, or fails as it does */
export function passOn(call: <T>(use: (api: Remote<LibraryApi>) => Promise<T>) => Promise<T>): PassedOn {
  const passed = PASSED.map((name) => {
    const pass = (...args: unknown[]) => call((api) => (api[name] as (...args: unknown[]) => Promise<unknown>)(...args));
    return [name, pass] as const;
  });
  // Each function has the type of its name; TypeScript cannot follow names through a list.
  return Object.fromEntries(passed) as unknown as PassedOn;
}

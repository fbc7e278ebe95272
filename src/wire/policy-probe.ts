/** Tries the lock from inside: run by the page, and by a worker, whose policy is its own. */

/** A name that can never exist (RFC 2606): a probe that gets out reaches nobody, and it carries nothing. */
const ADDRESS = 'https://seal-check.invalid/';

/**
 * Whether a request to another address is stopped by the policy. One that merely fails (no network) does not count.
 * @param scope The `window` or the worker's global scope, where violations are announced.
 */
export async function isStoppedByPolicy(scope: EventTarget): Promise<boolean> {
  let stopped = false;
  const note = (event: Event): void => {
    const { blockedURI, disposition } = event as SecurityPolicyViolationEvent;
    if (disposition === 'enforce' && ADDRESS.startsWith(blockedURI) && blockedURI.startsWith('https:')) stopped = true;
  };
  scope.addEventListener('securitypolicyviolation', note);
  try {
    await fetch(ADDRESS, { mode: 'no-cors', cache: 'no-store', credentials: 'omit' });
    return false;
  } catch {
    // The announcement is a task of its own, which may come after the rejection.
    if (!stopped) await new Promise((resolve) => setTimeout(resolve, 50));
    return stopped;
  } finally {
    scope.removeEventListener('securitypolicyviolation', note);
  }
}

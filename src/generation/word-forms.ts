/** Whether two words are forms of one: "govern", "governs", "government". No list of endings, so it holds for many languages. */

/** Letters that two forms must begin with alike, at least. */
const SHARED_LETTERS = 4;
/** Letters that may follow in either form. */
const LONGEST_ENDING = 4;

/** @param a @param b as `fold` gives them */
export function sameWord(a: string, b: string): boolean {
  if (a === b) return true;
  const longest = Math.min(a.length, b.length);
  if (longest < 3) return false;
  let shared = 0;
  while (shared < longest && a[shared] === b[shared]) shared += 1;
  const ending = Math.max(a.length, b.length) - shared;
  // Short words differ by a plural or a tense only: "bill" and "bills", "plan" and "plant" alike.
  if (shared === longest && ending <= 2 && shared >= 3) return true;
  return shared >= SHARED_LETTERS && ending <= Math.min(LONGEST_ENDING, shared - 1) && shared - (longest - shared) >= 3;
}

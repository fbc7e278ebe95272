/** While files are on their way into storage, leaving the page would lose them: the browser asks first. */
let underWay = 0;

const askFirst = (event: BeforeUnloadEvent) => event.preventDefault();

/** Runs `store`; until it is over, the browser asks before the page is left. */
export async function storing(store: () => Promise<void>): Promise<void> {
  underWay += 1;
  addEventListener('beforeunload', askFirst);
  try {
    await store();
  } finally {
    underWay -= 1;
    // Kept no longer than needed: a page with this listener cannot be brought back from the browser's memory.
    if (underWay === 0) removeEventListener('beforeunload', askFirst);
  }
}

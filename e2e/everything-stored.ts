/** What is left in the browser's storage, for tests that expect nothing to be. */

/** Runs in the page. Every record and original, as text. Facts about the database itself do not count. */
export async function everythingStored(): Promise<string> {
  const db = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('carrel');
    request.onsuccess = () => resolve(request.result);
  });
  const names = [...db.objectStoreNames].filter((name) => name !== 'facts');
  const rows = await Promise.all(
    names.map(
      (name) =>
        new Promise((resolve) => {
          const request = db.transaction(name).objectStore(name).getAll();
          request.onsuccess = () => resolve(request.result);
        }),
    ),
  );
  db.close();
  const originals = await (await navigator.storage.getDirectory()).getDirectoryHandle('originals');
  const files: string[] = [];
  for await (const name of (originals as unknown as { keys(): AsyncIterable<string> }).keys()) files.push(name);
  const left = [...rows.flat(), ...files];
  return left.length === 0 ? '' : JSON.stringify(left);
}

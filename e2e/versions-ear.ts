/** Hears what the library tells the page, and asks it the way the page does: scores and progress are not on screen to the last digit. */
import type { LibrarySnapshot } from '../src/contract/library.ts';
import type { SearchResult } from '../src/contract/search.ts';

export type Heard = Pick<LibrarySnapshot, 'versions' | 'embedding'> & { at: number };

export interface Ear {
  /** Every snapshot so far, with its time in milliseconds. */
  heard: Heard[];
  search(text: string): Promise<SearchResult>;
  /** Asks for all of them again and again, until `stopAsking`. */
  askOn(texts: string[]): void;
  /** For each text the answers that differed from the one before, how often all were asked, and the longest wait in milliseconds. */
  stopAsking(): Promise<{ answers: SearchResult[][]; rounds: number; slowest: number }>;
}

declare global {
  interface Window {
    ear: Ear;
  }
}

/** Runs in the page before everything else. */
export function installEar(): void {
  let library: Worker | undefined;
  /** A page that was just opened is still being sealed, and has none. */
  const started = Promise.withResolvers<void>();
  let calls = 0;
  const waiting = new Map<string, (answer: { type: string; value: unknown }) => void>();
  const heard: Heard[] = [];

  const start = MessagePort.prototype.start;
  MessagePort.prototype.start = function listening(this: MessagePort) {
    this.addEventListener('message', ({ data }) => {
      const snapshot = (data as { argumentList?: { value?: Partial<LibrarySnapshot> }[] } | null)?.argumentList?.[0]?.value;
      if (snapshot?.documents && snapshot.embedding) heard.push({ at: performance.now(), embedding: snapshot.embedding, ...(snapshot.versions && { versions: snapshot.versions }) });
    });
    start.call(this);
  };
  window.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      if (options?.name !== 'library') return;
      library = this as Worker;
      started.resolve();
      this.addEventListener('message', ({ data }) => {
        const { id } = data as { id: string };
        waiting.get(id)?.(data as { type: string; value: unknown });
        waiting.delete(id);
      });
    }
  };

  async function search(text: string): Promise<SearchResult> {
    await started.promise;
    const id = `ear-${(calls += 1)}`;
    const answer = new Promise<{ type: string; value: unknown }>((resolve) => waiting.set(id, resolve));
    const { port2 } = new MessageChannel();
    const request = { text, scope: 'all', limit: 20, wordsOnly: false };
    library?.postMessage({ id, type: 'APPLY', path: ['search'], argumentList: [{ type: 'HANDLER', name: 'abort-signal', value: port2 }, { type: 'RAW', value: request }] }, [port2]);
    const { type, value } = await answer;
    if (type !== 'RAW') throw new Error(JSON.stringify(value));
    return value as SearchResult;
  }

  let asking = false;
  let asked: ReturnType<typeof ask> | undefined;
  async function ask(texts: string[]) {
    const answers: SearchResult[][] = texts.map(() => []);
    let [rounds, slowest] = [0, 0];
    for (; asking; rounds += 1) {
      for (const [i, text] of texts.entries()) {
        const began = performance.now();
        const result = await search(text);
        slowest = Math.max(slowest, performance.now() - began);
        if (JSON.stringify(answers[i]?.at(-1)?.hits) !== JSON.stringify(result.hits)) answers[i]?.push(result);
      }
      await new Promise((resolve) => { setTimeout(resolve, 20); });
    }
    return { answers, rounds, slowest };
  }
  window.ear = {
    heard, search,
    askOn(texts) {
      asking = true;
      asked = ask(texts);
    },
    async stopAsking() {
      asking = false;
      if (!asked) throw new Error('Nothing was being asked.');
      return asked;
    },
  };
}

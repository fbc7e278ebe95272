import { expect, test } from 'vitest';
import type { LibrarySnapshot } from '../contract/library.ts';
import { Problem } from '../contract/problem.ts';
import type { DocumentId } from '../contract/range.ts';
import { Ingest, type IngestParts } from './ingest.ts';
import { extractionOf, memoryParts } from './memory.ts';
import { createShelf } from './shelf.ts';

const space = { name: 'model@1/2', dimensions: 2 };
const file = (text: string, name = `${text.slice(0, 8)}.txt`) => new File([text], name);
const idOf = (text: string) => `sha-${text}` as DocumentId;
const long = 'One sentence of several plain words.\n'.repeat(2_000);

function library(over: Partial<IngestParts> = {}, memory = memoryParts(over), wanted = 'passages/1') {
  const shelf = createShelf(() => {});
  const ingest = new Ingest(memory.parts, shelf, { passageTokens: 40 }, Promise.resolve(wanted), async () => space);
  const item = (id: DocumentId) => shelf.snapshot().documents.find((document) => document.id === id);
  const until = async (met: (snapshot: LibrarySnapshot) => boolean) => {
    while (!met(shelf.snapshot())) await new Promise((resolve) => setTimeout(resolve));
  };
  const idle = () => until(({ documents }) => documents.every(({ state }) => state.status === 'ready' || state.status === 'failed'));
  return { ...memory, shelf, ingest, item, until, idle };
}

test('a dropped file is stored, then findable by word, then by meaning', async () => {
  const { ingest, idle, item, stored } = library();
  await ingest.add([file('hello world')]);
  expect(stored.originals.has(idOf('hello world'))).toBe(true);
  await idle();
  expect(item(idOf('hello world'))).toMatchObject({ state: { status: 'ready' }, findable: 'by-word-and-meaning' });
  expect(stored.index.get(idOf('hello world'))).toMatchObject({ vectors: 1 });
});

test('words can be searched while vectors are still being made', async () => {
  const gate = Promise.withResolvers<void>();
  const { ingest, until, item } = library({
    embed: async (_signal, texts) => {
      await gate.promise;
      return new Float32Array(texts.length * 2);
    },
  });
  await ingest.add([file('hello')]);
  await until(({ documents }) => documents[0]?.findable === 'by-word');
  expect(item(idOf('hello'))?.state).toMatchObject({ status: 'working', work: { step: 'indexing-meaning' } });
  gate.resolve();
  await until(({ documents }) => documents[0]?.state.status === 'ready');
});

test('every file is listed at once, as not stored yet, and one that is cancelled then is never stored', async () => {
  const gate = Promise.withResolvers<void>();
  const { ingest, shelf, idle, stored } = library({
    digest: async (bytes) => {
      await gate.promise;
      return `sha-${new TextDecoder().decode(bytes)}`;
    },
  });
  const adding = ingest.add([file('one'), file('two'), file('three')]);
  const listed = shelf.snapshot().documents;
  expect(listed.map(({ name, state }) => [name, state.status === 'working' && state.work.step])).toEqual([
    ['one.txt', 'storing'], ['two.txt', 'storing'], ['three.txt', 'storing'],
  ]);
  await ingest.cancel(listed[2]!.id);
  gate.resolve();
  await adding;
  await idle();
  expect([...stored.originals.keys()]).toEqual([idOf('one'), idOf('two')]);
});

test('the same bytes twice are one document', async () => {
  const { ingest, idle, shelf } = library();
  await ingest.add([file('same', 'a.txt'), file('same', 'b.txt')]);
  await idle();
  expect(shelf.snapshot().documents.map(({ name }) => name)).toEqual(['a.txt']);
});

test('an empty and a failing file are named, and their neighbours go on', async () => {
  const { ingest, idle, item, shelf, stored } = library({
    extract: async (_signal, blob, fileName) => {
      if ((await blob.text()) === 'locked') throw new Problem('file-locked', { fileName, wrongPassword: false });
      return extractionOf(await blob.text());
    },
  });
  await ingest.add([file('', 'empty.txt'), file('locked', 'locked.pdf'), file('fine', 'fine.txt')]);
  await idle();
  expect(shelf.snapshot().refused).toMatchObject([{ name: 'empty.txt', problem: { code: 'file-empty' } }]);
  expect(item(idOf('locked'))?.state).toMatchObject({ status: 'failed', problem: { code: 'file-locked' } });
  expect(item(idOf('fine'))?.state).toEqual({ status: 'ready' });
  expect(stored.documents.get(idOf('locked'))?.problem?.code).toBe('file-locked');
});

test('a locked document opens with its password, which is not stored', async () => {
  const { ingest, idle, item, stored } = library({
    extract: async (_signal, blob, fileName, password) => {
      if (password !== 'tika') throw new Problem('file-locked', { fileName, wrongPassword: password !== undefined });
      return extractionOf(await blob.text());
    },
  });
  await ingest.add([file('secret')]);
  await idle();
  await ingest.retry(idOf('secret'), 'wrong');
  await idle();
  expect(item(idOf('secret'))?.state).toMatchObject({ problem: { details: { wrongPassword: true } } });
  await ingest.retry(idOf('secret'), 'tika');
  await idle();
  expect(item(idOf('secret'))?.state).toEqual({ status: 'ready' });
  expect(JSON.stringify([...stored.documents.values()])).not.toContain('tika');
});

test('cancelling a file that hangs leaves no trace and does not hurt its neighbours', async () => {
  const { ingest, until, item, stored, idle } = library({
    extract: (signal, blob) =>
      new Promise((resolve, reject) => {
        void blob.text().then((text) => text !== 'stuck' && resolve(extractionOf(text)));
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
  });
  await ingest.add([file('stuck'), file('fine')]);
  await until(({ documents }) => documents.some(({ state }) => state.status === 'working'));
  await ingest.cancel(idOf('stuck'));
  await idle();
  expect(item(idOf('stuck'))).toBeUndefined();
  expect(stored.documents.has(idOf('stuck')) || stored.originals.has(idOf('stuck'))).toBe(false);
  expect(item(idOf('fine'))?.state).toEqual({ status: 'ready' });
});

test('a removed document is found no more, comes back whole, and is gone when it is forgotten', async () => {
  const { ingest, idle, item, stored } = library();
  await ingest.add([file('letter')]);
  await idle();
  await ingest.remove([idOf('letter')]);
  expect(item(idOf('letter'))).toBeUndefined();
  expect(stored.index.size).toBe(0);
  await ingest.restore([idOf('letter')]);
  await idle();
  expect(item(idOf('letter'))).toMatchObject({ state: { status: 'ready' }, findable: 'by-word-and-meaning' });
  await ingest.forget([idOf('letter')]);
  expect(item(idOf('letter')), 'restored documents are not forgotten').toBeDefined();
  await ingest.remove([idOf('letter')]);
  await ingest.forget([idOf('letter')]);
  const { index, ...rest } = stored;
  for (const [name, map] of Object.entries(rest)) expect(map.size, name).toBe(0);
  expect(index.size).toBe(0);
});

test('a library closed at any moment of ingestion goes on to the same end', async () => {
  const reference = library();
  await reference.ingest.add([file(long, 'long.txt')]);
  await reference.idle();
  const calls = ['extract', 'putExtraction', 'putWords', 'embed', 'putVectors'] as const;
  for (const name of calls) {
    for (const nth of [1, 3]) {
      const first = memoryParts();
      let seen = 0;
      const real = first.parts[name] as (...args: unknown[]) => Promise<unknown>;
      const crashing = { [name]: (...args: unknown[]) => ((seen += 1) === nth ? new Promise(() => {}) : real(...args)) };
      const before = library({}, { ...first, parts: { ...first.parts, ...crashing } });
      await before.ingest.add([file(long, 'long.txt')]);
      await before.until(({ documents }) => seen >= nth || documents[0]?.state.status === 'ready');
      // The tab is gone: what was in memory with it, what was stored not.
      first.stored.index.clear();
      const after = library({}, first);
      await after.ingest.start([...first.stored.documents.values()]);
      await after.idle();
      expect([...first.stored.vectors], `${name} ${nth}`).toEqual([...reference.stored.vectors]);
      expect(first.stored.index.get(idOf(long))?.vectors).toBe(reference.stored.index.get(idOf(long))?.vectors);
    }
  }
});

test('after an update of the chunker everything stays findable as it is, and is offered to be read again', async () => {
  const first = library();
  await first.ingest.add([file('some words to find')]);
  await first.idle();
  const later = library({}, { stored: first.stored, parts: first.parts }, 'passages/2');
  await later.ingest.start([...first.stored.documents.values()]);
  await later.idle();
  const id = idOf('some words to find');
  expect(first.stored.words.get(id)?.stamp).toBe('text/1|passages/1');
  expect(later.item(id)).toMatchObject({ findable: 'by-word-and-meaning' });
  expect(later.shelf.snapshot().drifted).toEqual([id]);
  await later.ingest.readAgain([id]);
  await later.idle();
  expect(first.stored.words.get(id)?.stamp).toBe('text/1|passages/2');
  expect(later.item(id)).toMatchObject({ findable: 'by-word-and-meaning' });
  expect(later.shelf.snapshot().drifted).toEqual([]);
});

test('until a document was made anew whole, the old one answers', async () => {
  const gate = Promise.withResolvers<void>();
  const first = library();
  await first.ingest.add([file('some words to find')]);
  await first.idle();
  const id = idOf('some words to find');
  const slow = { ...first.parts, embed: async (_signal: AbortSignal, texts: string[]) => gate.promise.then(() => new Float32Array(texts.length * 2).fill(1)) };
  const later = library({}, { stored: first.stored, parts: slow }, 'passages/2');
  await later.ingest.start([...first.stored.documents.values()]);
  await later.ingest.readAgain([id]);
  await later.until(({ documents }) => documents[0]?.state.status === 'working');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(first.stored.words.get(id)?.stamp).toBe('text/1|passages/1');
  expect(first.stored.index.get(id)).toMatchObject({ vectors: 1 });
  gate.resolve();
  await later.idle();
  expect(first.stored.words.get(id)?.stamp).toBe('text/1|passages/2');
  expect(first.stored.index.get(id)).toMatchObject({ vectors: 1 });
});

test('what was made anew takes its place at once: no search finds a half of it', async () => {
  const first = library();
  await first.ingest.add([file('some words to find')]);
  await first.idle();
  const id = idOf('some words to find');
  const later = () => new Promise((resolve) => setTimeout(resolve, 2));
  const parts: typeof first.parts = {
    ...first.parts,
    words: async (of) => later().then(() => first.parts.words(of)),
    vectors: async (space, of) => later().then(() => first.parts.vectors(space, of)),
  };
  const again = library({}, { stored: first.stored, parts }, 'passages/2');
  await again.ingest.start([...first.stored.documents.values()]);
  await again.idle();
  await again.ingest.readAgain([id]);
  const seen = new Set<number | undefined>();
  const found = () => first.stored.index.get(id);
  while (found()?.words.stamp !== 'text/1|passages/2' || found()?.vectors !== 1) {
    seen.add(found()?.vectors);
    await new Promise((resolve) => setTimeout(resolve));
  }
  expect([...seen]).toEqual([1]);
});

test('a document that cannot be read any more keeps its old text, and says why it was not read again', async () => {
  const first = library();
  await first.ingest.add([file('some words to find')]);
  await first.idle();
  const id = idOf('some words to find');
  const broken = { ...first.parts, extract: async () => { throw new Problem('file-damaged', { fileName: 'a', format: 'PDF' }); } };
  const later = library({}, { stored: first.stored, parts: broken }, 'passages/2');
  await later.ingest.start([...first.stored.documents.values()]);
  await later.ingest.readAgain([id]);
  await later.idle();
  expect(later.item(id)?.state).toMatchObject({ status: 'failed', problem: { code: 'file-damaged' } });
  expect(first.stored.words.get(id)?.stamp).toBe('text/1|passages/1');
  expect(first.stored.documents.get(id)?.problem).toBeUndefined();
});

test('another space is put in place while nothing is embedded, and what it lacks is made', async () => {
  const memory = memoryParts();
  const shelf = createShelf(() => {});
  let current = space;
  const ingest = new Ingest(memory.parts, shelf, { passageTokens: 40 }, Promise.resolve('passages/1'), async () => current);
  const settled = async () => {
    while (!shelf.snapshot().documents.every(({ state }) => state.status === 'ready')) await new Promise((resolve) => setTimeout(resolve));
  };
  await ingest.add([file('one'), file('two')]);
  await settled();
  await ingest.switchSpace(async () => {
    current = { name: 'other@1/2', dimensions: 2 };
    return new Map([[idOf('one'), 1]]);
  });
  await settled();
  const made = [...memory.stored.vectors.values()].map(({ space: name, id }) => `${name} ${id}`);
  // "one" had its vector in the other space, says the swap; "two" had none, and gets it.
  expect(made.toSorted()).toEqual([`${space.name} sha-one`, `${space.name} sha-two`, 'other@1/2 sha-two'].toSorted());
});

test('a model that gives up leaves its documents findable by word, and ready', async () => {
  let works = true;
  const memory = memoryParts({ embed: async () => {
    works = false;
    throw new Problem('device-lost', { modelName: 'Large' });
  } });
  const shelf = createShelf(() => {});
  const ingest = new Ingest(memory.parts, shelf, { passageTokens: 40 }, Promise.resolve('passages/1'), async () => (works ? space : undefined));
  await ingest.add([file('one')]);
  while (shelf.snapshot().documents[0]?.state.status !== 'ready') await new Promise((resolve) => setTimeout(resolve));
  expect(shelf.snapshot().documents[0]).toMatchObject({ findable: 'by-word' });
});

test('a removal that was not undone before the tab closed is carried out at the next start', async () => {
  const first = library();
  await first.ingest.add([file('gone')]);
  await first.idle();
  await first.ingest.remove([idOf('gone')]);
  const later = library({}, { stored: first.stored, parts: first.parts });
  await later.ingest.start([...first.stored.documents.values()]);
  expect(first.stored.documents.size + first.stored.originals.size).toBe(0);
});

test('nothing is read while paused, and the batch is counted to its end', async () => {
  const { ingest, until, shelf, idle } = library();
  ingest.pause();
  await ingest.add([file('one'), file('two')]);
  await until(({ work }) => work?.of === 2);
  expect(shelf.snapshot()).toMatchObject({ work: { done: 0, of: 2, paused: true } });
  ingest.resume();
  await idle();
  expect(shelf.snapshot().work).toBeUndefined();
});

test('a full disk is said, and is not held against the document at the next start', async () => {
  const first = library({
    putExtraction: async () => {
      throw new Problem('storage-full', { neededBytes: 10 });
    },
  });
  await first.ingest.add([file('big')]);
  await first.idle();
  expect(first.item(idOf('big'))?.state).toMatchObject({ problem: { code: 'storage-full' } });
  expect(first.stored.documents.get(idOf('big'))?.problem).toBeUndefined();
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DocumentId } from '../contract/range.ts';
import type { VectorsRecord, WordsRecord } from '../contract/stored.ts';
import { checkVersion } from './check-version.ts';
import { buildIndex, vectorsMade, type BuildParts } from './index-build.ts';

const target = { space: 'large@1/3', dimensions: 3 };
const open = new AbortController().signal;

/** Vectors that depend on the text alone. */
const vectorOf = (text: string): number[] => {
  const values = [...text].reduce((sum, letter, i) => { sum[i % 3]! += letter.charCodeAt(0) % 17; return sum; }, [1, 2, 3]);
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
};

/** A library whose documents have so many passages of three letters each. */
function shelf(sizes: readonly number[]) {
  const texts = new Map<DocumentId, string>();
  const words = new Map<DocumentId, WordsRecord>();
  const stored = new Map<string, VectorsRecord>();
  const put = (at: number, size: number, stamp = 's') => {
    const id = `d${at}` as DocumentId;
    texts.set(id, Array.from({ length: size }, (_, i) => String.fromCharCode(97 + ((i * 7 + at) % 26), 97 + (i % 26), 97 + ((i >> 4) % 26))).join(''));
    words.set(id, {
      id, stamp, starts: Uint32Array.from({ length: size + 1 }, (_, i) => i * 3), headings: [[]], headingOf: new Uint32Array(size), pageStarts: new Uint32Array(), pageLabels: new Map(), segment: new ArrayBuffer(0),
    });
  };
  sizes.forEach((size, at) => put(at, size));
  const parts: BuildParts = {
    documents: () => [...words.values()].map(({ id, stamp, headingOf }) => ({ id, stamp, passages: headingOf.length })),
    words: async (id) => words.get(id),
    text: async (id) => texts.get(id),
    vectors: async (space, id) => [...stored.values()].filter((batch) => batch.space === space && batch.id === id).toSorted((a, b) => a.firstPassage - b.firstPassage),
    embed: async (_signal, passages) => Float32Array.from(passages.flatMap(vectorOf)),
    buildVectorSegment: (vectors) => Float32Array.from(vectors).buffer,
    putVectors: async (batch) => void stored.set(`${batch.space}/${batch.id}/${batch.firstPassage}`, batch),
    gate: async () => {},
  };
  return { parts, stored, put, words };
}

const everything = ({ stored }: ReturnType<typeof shelf>) => [...stored].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, { segment }]) => [key, [...new Float32Array(segment)]]);

test('every passage of every document gets its vector, and progress is counted in passages', async () => {
  const library = shelf([300, 0, 5]);
  const seen: number[] = [];
  await buildIndex(open, library.parts, target, ({ done, of }) => { seen.push(done); expect(of).toBe(305); });
  expect(library.parts.documents().map(({ id, stamp }) => [id, stamp])).toHaveLength(3);
  expect(seen[0]).toBe(0);
  expect(seen.at(-1)).toBe(305);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
});

test('however often it is killed, and wherever, it ends with the same vectors', async () => {
  const whole = shelf([200, 1, 130]);
  await buildIndex(open, whole.parts, target, () => {});
  await fc.assert(fc.asyncProperty(fc.array(fc.nat(4), { maxLength: 10 }), async (deaths) => {
    const library = shelf([200, 1, 130]);
    for (const after of deaths) {
      let calls = 0;
      const dying = { ...library.parts, embed: async (...args: Parameters<BuildParts['embed']>) => { if (calls++ >= after) throw new Error('killed'); return library.parts.embed(...args); } };
      await buildIndex(open, dying, target, () => {}).catch(() => {});
    }
    await buildIndex(open, library.parts, target, () => {});
    expect(everything(library)).toEqual(everything(whole));
  }), { numRuns: 30 });
});

test('nothing that is there is made again', async () => {
  const library = shelf([200]);
  await buildIndex(open, library.parts, target, () => {});
  let embedded = 0;
  await buildIndex(open, { ...library.parts, embed: async (signal, passages) => { embedded += passages.length; return library.parts.embed(signal, passages); } }, target, () => {});
  expect(embedded).toBe(0);
});

test('a document that comes while it is at work is in it as well', async () => {
  const library = shelf([10]);
  let came = false;
  await buildIndex(open, library.parts, target, ({ done }) => {
    if (done > 0 && !came) { came = true; library.put(7, 4); }
  });
  expect(vectorsMade(await library.parts.vectors(target.space, 'd7' as DocumentId), 's')).toBe(4);
});

test('vectors of passages that were cut anew are made again', async () => {
  const library = shelf([3]);
  await buildIndex(open, library.parts, target, () => {});
  library.put(0, 5, 'later');
  await buildIndex(open, library.parts, target, () => {});
  expect(vectorsMade(await library.parts.vectors(target.space, 'd0' as DocumentId), 'later')).toBe(5);
});

test('vectors that are never kept end the work instead of repeating it for ever', async () => {
  const library = shelf([3]);
  await expect(buildIndex(open, { ...library.parts, putVectors: async () => {} }, target, () => {})).rejects.toThrow('not there');
});

test('it waits at the gate, and stops at the signal', async () => {
  const library = shelf([300]);
  const gate = Promise.withResolvers<void>();
  const abort = new AbortController();
  let embedded = 0;
  const building = buildIndex(abort.signal, { ...library.parts, gate: () => gate.promise, embed: async (signal, passages) => { embedded += 1; return library.parts.embed(signal, passages); } }, target, () => {});
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(embedded).toBe(0);
  abort.abort();
  gate.resolve();
  await expect(building).rejects.toMatchObject({ name: 'AbortError' });
  expect(library.stored.size).toBe(0);
});

const checked = (library: ReturnType<typeof shelf>, embed = library.parts.embed) =>
  checkVersion(open, { ...library.parts, embed, readSegment: (segment) => new Float32Array(segment) }, target);

test('a whole version passes the check', async () => {
  const library = shelf([200, 0, 40]);
  await buildIndex(open, library.parts, target, () => {});
  expect(await checked(library)).toEqual({ passages: 240, recall: 1 });
});

test('a version with a missing batch does not pass', async () => {
  const library = shelf([300]);
  await buildIndex(open, library.parts, target, () => {});
  library.stored.delete(`${target.space}/d0/128`);
  await expect(checked(library)).rejects.toThrow('172 of 300');
});

test('vectors of another model are found out', async () => {
  const library = shelf([200]);
  await buildIndex(open, { ...library.parts, embed: async (_signal, passages) => Float32Array.from(passages.flatMap((text, i) => vectorOf(`${i % 13}${text.length}`))) }, target, () => {});
  expect((await checked(library)).recall).toBeLessThan(0.85);
});

test('an empty library has nothing to check', async () => {
  expect(await checked(shelf([]))).toEqual({ passages: 0, recall: 1 });
});

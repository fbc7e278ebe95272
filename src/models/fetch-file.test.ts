import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Problem } from '../contract/problem.ts';
import { fetchFile, SEGMENT_BYTES, type FetchFile } from './fetch-file.ts';
import { cutAfter, fakeNet, fileAnswer, someBytes, stallAfter, unreachable, type Fault } from './fake-net.test.support.ts';
import { createMemoryStore } from './memory-store.test.support.ts';
import { MOST_TRIES, type Wait } from './retrying.ts';
import { StoreFull } from './vault-store.ts';

const address = 'https://hub.test/a/b/resolve/c/model.onnx';

/** A file that is fetched into a vault in memory. */
async function setUp(bytes: Uint8Array<ArrayBuffer>, known = true) {
  const net = fakeNet((request) => fileAnswer(bytes, request));
  const store = createMemoryStore();
  const folder = store.folder('m');
  const waits: (Wait | undefined)[] = [];
  const open = () => folder.openPart('f.part');
  const run = async (signal = new AbortController().signal) => {
    const part = await open();
    const file: FetchFile = {
      address,
      bytes: known ? bytes.length : undefined,
      part,
      errand: { path: 'model.onnx', modelName: 'Model', page: 'https://hub.test/a/b' },
      onBytes: () => {},
      onWait: (wait) => waits.push(wait),
    };
    try {
      await fetchFile(signal, net, file);
    } finally {
      part.close();
    }
  };
  const kept = () => store.contents.get('m')?.files.get('f.part') ?? new Uint8Array();
  return { net, store, run, kept, waits };
}

const codeOf = (work: Promise<unknown>) => work.then(() => 'none', (error: unknown) => (error instanceof Problem ? error.code : error));

describe('a file that is fetched', () => {
  test('is the same after a cut at every one of its bytes, and no kept byte is asked for again', async () => {
    const bytes = someBytes(60);
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const { net, run, kept } = await setUp(bytes);
      net.faults = [cutAfter(cut)];
      await run();
      expect(kept()).toEqual(bytes);
      expect(net.asked.slice(1).every(({ from }) => from === cut)).toBe(true);
    }
  });

  test('is the same after any cuts, stalls and closed tabs', async () => {
    type Ending = { how: 'cut' | 'stall' | 'gone' | 'closed'; at: number };
    const ending: fc.Arbitrary<Ending> = fc.record({ how: fc.constantFrom('cut', 'stall', 'gone', 'closed'), at: fc.nat({ max: 90 }) });
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 80 }), fc.array(ending, { maxLength: 6 }), fc.boolean(), async (length, endings, known) => {
        fc.pre(length > 0 || known);
        const bytes = someBytes(length, 7);
        const { net, run, kept } = await setUp(bytes, known);
        for (const { how, at } of endings) {
          const before = kept().length;
          const asked = net.asked.length;
          net.faults = [how === 'gone' ? unreachable : how === 'stall' ? stallAfter(at) : cutAfter(at)];
          if (how === 'closed') {
            const tab = new AbortController();
            net.faults.push(() => {
              tab.abort(new DOMException('', 'AbortError'));
              throw new TypeError('aborted');
            });
            await run(tab.signal).catch(() => {});
          } else {
            await run();
          }
          expect(net.asked.slice(asked).every(({ from }) => from !== undefined && from >= before)).toBe(true);
          expect(kept()).toEqual(bytes.slice(0, kept().length));
        }
        net.faults = [];
        await run();
        expect(kept()).toEqual(bytes);
      }),
      { numRuns: 40 },
    );
  });

  test('comes in segments', async () => {
    const bytes = new Uint8Array(2 * SEGMENT_BYTES + 3).fill(9);
    const { net, run, kept } = await setUp(bytes);
    await run();
    expect(kept().length).toBe(bytes.length);
    expect(net.asked.map(({ from, to }) => [from, to])).toEqual([
      [0, SEGMENT_BYTES - 1],
      [SEGMENT_BYTES, 2 * SEGMENT_BYTES - 1],
      [2 * SEGMENT_BYTES, 2 * SEGMENT_BYTES + 2],
    ]);
  });

  test('of unknown length ends where the host says, also when that is the end of a segment', async () => {
    for (const length of [5, SEGMENT_BYTES, SEGMENT_BYTES + 1]) {
      const { run, kept } = await setUp(new Uint8Array(length).fill(3), false);
      await run();
      expect(kept().length).toBe(length);
    }
  });

  test('of unknown length, whose host hides how long it is from other addresses, is whole all the same', async () => {
    const bytes = someBytes(500);
    const { net, run, kept } = await setUp(bytes, false);
    const hiding: Fault = (request) => new Response(fileAnswer(bytes, request).body, { status: 206 });
    net.faults = [hiding, hiding];
    await run();
    expect(kept()).toEqual(bytes);
  });

  test('goes on in the middle with a host that knows no ranges and sends everything', async () => {
    const bytes = someBytes(100);
    const { net, run, kept } = await setUp(bytes);
    const everything: Fault = () => new Response(bytes);
    net.faults = [cutAfter(40), everything];
    await run();
    expect(kept()).toEqual(bytes);
    expect(net.asked).toHaveLength(2);
  });

  test('is asked for again when an answer that should be whole is short', async () => {
    const bytes = someBytes(100);
    const { net, run, kept } = await setUp(bytes);
    net.faults = [() => new Response(bytes.slice(0, 30)), () => new Response(bytes.slice(0, 70))];
    await run();
    expect(kept()).toEqual(bytes);
    expect(net.asked.map(({ from }) => from)).toEqual([0, 30, 70]);
  });

  test('is not the file when it is always too short, or longer than the source said', async () => {
    const bytes = someBytes(100);
    const short = await setUp(bytes);
    short.net.faults = Array.from({ length: 20 }, (): Fault => () => new Response(bytes.slice(0, 30)));
    expect(await codeOf(short.run())).toBe('download-not-the-file');
    const long = await setUp(bytes);
    long.net.faults = [() => new Response(someBytes(200))];
    expect(await codeOf(long.run())).toBe('download-not-the-file');
    const other = await setUp(bytes);
    other.net.faults = [(request) => fileAnswer(someBytes(101), request)];
    expect(await codeOf(other.run())).toBe('download-not-the-file');
  });

  test('is never a web page, and nothing of the page is kept', async () => {
    const { net, run, kept } = await setUp(someBytes(100));
    net.faults = [() => new Response('<!doctype html><p>Log in</p>', { headers: { 'content-type': 'text/html; charset=utf-8' } })];
    expect(await codeOf(run())).toBe('download-not-the-file');
    expect(kept()).toHaveLength(0);
    expect(net.asked).toHaveLength(1);
  });

  test('is not joined over a hole', async () => {
    const bytes = someBytes(100);
    const { net, run } = await setUp(bytes);
    net.faults = [() => new Response(bytes.slice(10), { status: 206, headers: { 'content-range': 'bytes 10-99/100' } })];
    expect(await codeOf(run())).toBe('download-not-the-file');
  });

  test('is taken from an answer that begins before what was asked for', async () => {
    const bytes = someBytes(100);
    const { net, run, kept } = await setUp(bytes);
    net.faults = [cutAfter(50), () => new Response(bytes.slice(20), { status: 206, headers: { 'content-range': 'bytes 20-99/100' } })];
    await run();
    expect(kept()).toEqual(bytes);
  });
});

describe('a host in trouble', () => {
  const status = (code: number, headers: Record<string, string> = {}): Fault => () => new Response('', { status: code, headers });

  test('that has too much to do is left alone for as long as it asks, and the person is told', async () => {
    const { net, run, waits } = await setUp(someBytes(10));
    net.faults = [status(429, { 'retry-after': '40' })];
    const began = net.time;
    await run();
    expect(waits[0]).toMatchObject({ problem: { code: 'download-host-trouble', details: { status: 429 } }, atMs: began + 40_500 });
    expect(waits.at(-1)).toBeUndefined();
  });

  test('that does not let a page read how long, is left alone for most of a minute, which seven tries outlast', async () => {
    const { net, run, waits } = await setUp(someBytes(10));
    net.faults = [status(429)];
    const began = net.time;
    await run();
    expect((waits[0]?.atMs ?? 0) - began).toBeGreaterThanOrEqual(50_000);
  });

  test('that asks for a day is not believed', async () => {
    const { net, run, waits } = await setUp(someBytes(10));
    net.faults = [status(503, { 'retry-after': '86400' })];
    const began = net.time;
    await run();
    expect((waits[0]?.atMs ?? 0) - began).toBeLessThan(302_000);
  });

  test('that sends nothing for twenty seconds is asked again', async () => {
    const bytes = someBytes(50);
    const { net, run, kept, waits } = await setUp(bytes);
    net.faults = [stallAfter(20)];
    await run();
    expect(kept()).toEqual(bytes);
    expect(net.slept[0]).toBe(20_000);
    expect(waits[0]).toMatchObject({ problem: { code: 'download-host-trouble', details: { status: 0 } } });
  });

  test('is given up after some tries without a byte, with the bytes kept, ever more slowly', async () => {
    const bytes = someBytes(50);
    const { net, run, kept } = await setUp(bytes);
    net.faults = [cutAfter(20), ...Array.from({ length: 30 }, () => unreachable)];
    expect(await codeOf(run())).toBe('download-offline');
    expect(kept()).toEqual(bytes.slice(0, 20));
    // The try that gained something is the first of the row.
    expect(net.asked).toHaveLength(MOST_TRIES);
    expect(net.slept).toEqual(net.slept.toSorted((a, b) => a - b));
    expect(Math.max(...net.slept)).toBeLessThanOrEqual(30_000);
  });

  test('is not given up while every try brings something', async () => {
    const bytes = someBytes(50);
    const { net, run, kept } = await setUp(bytes);
    net.faults = Array.from({ length: 49 }, () => cutAfter(1));
    await run();
    expect(kept()).toEqual(bytes);
  });

  test.each([
    [401, 'download-refused'],
    [403, 'download-refused'],
    [404, 'download-missing'],
    [400, 'download-host-trouble'],
  ])('that answers %i is not asked again: %s', async (code, expected) => {
    const { net, run } = await setUp(someBytes(10));
    net.faults = [status(code)];
    expect(await codeOf(run())).toBe(expected);
    expect(net.asked).toHaveLength(1);
  });
});

test('without a network nothing is asked until it is back, and no try is lost', async () => {
  const bytes = someBytes(10);
  const { net, run, kept, waits } = await setUp(bytes);
  const back = net.time + 20_000;
  net.isOnline = () => net.time >= back;
  await run();
  expect(kept()).toEqual(bytes);
  expect(net.asked).toHaveLength(1);
  expect(waits[0]).toMatchObject({ problem: { code: 'download-offline' } });
});

test('a browser that says "offline" for ever is not believed for ever', async () => {
  const bytes = someBytes(10);
  const { net, run, kept } = await setUp(bytes);
  net.isUp = false;
  net.faults = [unreachable];
  await run();
  expect(kept()).toEqual(bytes);
  expect(net.asked).toHaveLength(2);
});

test('a browser without room says so at once', async () => {
  const { store, run } = await setUp(someBytes(100));
  store.room = 10;
  expect(await run().catch((error: unknown) => error)).toBeInstanceOf(StoreFull);
});

test('a person who stops it is obeyed at once', async () => {
  const { net, run, kept } = await setUp(someBytes(100));
  const person = new AbortController();
  net.faults = [stallAfter(30)];
  const reason = new DOMException('', 'AbortError');
  setTimeout(() => person.abort(reason), 2);
  expect(await run(person.signal).catch((error: unknown) => error)).toBe(reason);
  expect(kept()).toHaveLength(30);
});

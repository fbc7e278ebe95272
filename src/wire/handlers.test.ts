import { expose, proxy, wrap } from 'comlink';
import { afterEach, expect, test } from 'vitest';
import { isAbort, Problem } from '../contract/problem.ts';
import './handlers.ts';

/** Both ends of a real MessageChannel in one thread: real structured cloning, no Worker needed. */
function bothSides<Api extends object>(api: Api) {
  const { port1, port2 } = new MessageChannel();
  expose(api, port1 as never);
  opened.push(port1, port2);
  return wrap<Api>(port2 as never);
}
const opened: MessagePort[] = [];
afterEach(() => opened.splice(0).forEach((port) => port.close()));

test('a problem keeps its class, code and details across the wire', async () => {
  const remote = bothSides({
    open: (): void => {
      throw new Problem('file-locked', { fileName: 'tax.pdf', wrongPassword: false });
    },
  });
  const error = await remote.open().catch((e: unknown) => e);
  expect(error).toBeInstanceOf(Problem);
  expect(error).toMatchObject({ code: 'file-locked', details: { fileName: 'tax.pdf', wrongPassword: false } });
});

test('an ordinary error still arrives as an error', async () => {
  const remote = bothSides({ boom: (): void => { throw new TypeError('nope'); } });
  await expect(remote.boom()).rejects.toThrow('nope');
});

test('aborting here aborts over there, and comes back as an abort', async () => {
  const remote = bothSides({
    work: (signal: AbortSignal) =>
      new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  });
  const controller = new AbortController();
  const running = remote.work(controller.signal).catch((e: unknown) => e);
  controller.abort();
  expect(isAbort(await running)).toBe(true);
});

test('a signal that is already aborted arrives aborted', async () => {
  const remote = bothSides({ look: (signal: AbortSignal) => signal.aborted });
  expect(await remote.look(AbortSignal.abort())).toBe(true);
});

test('events arrive in the order they were sent', async () => {
  const seen: number[] = [];
  const remote = bothSides({
    count: async (onEvent: (n: number) => void) => { for (const n of [1, 2, 3]) await onEvent(n); },
  });
  await remote.count(proxy((n: number) => void seen.push(n)));
  expect(seen).toEqual([1, 2, 3]);
});

test('without our handlers comlink would drop the code (why this file exists)', async () => {
  const error = Object.assign(new Error('x'), { code: 'file-locked' });
  const remote = bothSides({ open: (): void => { throw error; } });
  const received = (await remote.open().catch((e: unknown) => e)) as { code?: string };
  expect(received.code).toBeUndefined();
});

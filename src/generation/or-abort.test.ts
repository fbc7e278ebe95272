import { expect, test } from 'vitest';
import { orAbort } from './or-abort.ts';

test('settles as the work does when nobody aborts', async () => {
  const { signal } = new AbortController();
  expect(await orAbort(signal, Promise.resolve(1))).toBe(1);
  await expect(orAbort(signal, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});

test('rejects with the reason at once, and a later failure of the work is nobody’s', async () => {
  const controller = new AbortController();
  const work = Promise.withResolvers<void>();
  const waiting = orAbort(controller.signal, work.promise);
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  work.reject(new Error('too late'));
  await expect(orAbort(AbortSignal.abort(), new Promise(() => {}))).rejects.toMatchObject({ name: 'AbortError' });
});

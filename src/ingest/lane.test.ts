import { expect, test } from 'vitest';
import type { DocumentId } from '../contract/range.ts';
import { createLane } from './lane.ts';

const id = (name: string) => name as DocumentId;
const open = async () => {};
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('documents take their turns, in the order they came', async () => {
  const log: string[] = [];
  const lane = createLane(async (_signal, doc) => {
    log.push(`begin ${doc}`);
    await settled();
    log.push(`end ${doc}`);
  }, open);
  lane.enqueue(id('a'));
  lane.enqueue(id('b'));
  await lane.withdraw(id('nobody'));
  while (lane.has(id('b')) || lane.has(id('a'))) await settled();
  expect(log).toEqual(['begin a', 'end a', 'begin b', 'end b']);
});

test('one that fails does not stop the next', async () => {
  const done: string[] = [];
  const lane = createLane(async (_signal, doc) => {
    if (doc === 'bad') throw new Error('damaged');
    done.push(doc);
  }, open);
  lane.enqueue(id('bad'));
  lane.enqueue(id('good'));
  while (lane.has(id('good'))) await settled();
  expect(done).toEqual(['good']);
});

test('withdrawing the one that runs aborts it and waits until it has let go', async () => {
  let released = false;
  const lane = createLane(async (signal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    await settled();
    released = true;
  }, open);
  lane.enqueue(id('a'));
  await settled();
  await lane.withdraw(id('a'));
  expect(released).toBe(true);
  expect(lane.has(id('a'))).toBe(false);
});

test('nothing begins while the gate is closed', async () => {
  const gate = Promise.withResolvers<void>();
  const begun: string[] = [];
  const lane = createLane(async (_signal, doc) => void begun.push(doc), () => gate.promise);
  lane.enqueue(id('a'));
  await settled();
  expect(begun).toEqual([]);
  gate.resolve();
  while (lane.has(id('a'))) await settled();
  expect(begun).toEqual(['a']);
});

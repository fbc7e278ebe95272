import { expect, test } from 'vitest';
import { createMeter } from './meter.ts';

function setUp() {
  const clock = { now: 0 };
  const meter = createMeter(() => clock.now, () => {});
  return { clock, meter };
}
const wait = { problem: { code: 'download-offline', details: { host: 'h' } }, atMs: 9_000 } as const;

test('tells speed and time left from what came lately, and neither before a second has passed', () => {
  const { clock, meter } = setUp();
  meter.begin(500, 0, 10_500);
  const end = meter.fetching();
  meter.fetched(1_000);
  expect(meter.read()).toEqual({ status: 'downloading', done: 1_500, of: 10_500 });
  clock.now = 2_000;
  meter.fetched(1_000);
  expect(meter.read()).toEqual({ status: 'downloading', done: 2_500, of: 10_500, bytesPerSecond: 1_000, secondsLeft: 8 });
  clock.now = 60_000;
  expect(meter.read()).toEqual({ status: 'downloading', done: 2_500, of: 10_500 });
  end();
});

test('says that it waits only when nothing comes at all', () => {
  const { meter } = setUp();
  meter.begin(0, 0, 100);
  const ends = [meter.fetching(), meter.fetching()];
  meter.wait('a', wait);
  expect(meter.read().status).toBe('downloading');
  meter.wait('b', { ...wait, atMs: 5_000 });
  expect(meter.read()).toMatchObject({ status: 'retrying', atMs: 5_000 });
  meter.wait('b', undefined);
  expect(meter.read().status).toBe('downloading');
  for (const end of ends) end();
});

test('says that it checks when nothing is fetched any more, and never more than all', () => {
  const { meter } = setUp();
  meter.begin(90, 30, 90);
  const end = meter.checking();
  meter.checked(20);
  expect(meter.read()).toEqual({ status: 'verifying', done: 50, of: 90 });
  meter.checked(1_000);
  expect(meter.read().done).toBe(90);
  end();
});

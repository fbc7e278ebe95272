import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ModelState } from '../../contract/model.ts';
import { createAnnouncements } from './announcements.ts';
import { absent, downloading, installedWith, modelOf } from './made-up.test.support.ts';

const model = (going: Parameters<typeof modelOf>[1]) => modelOf('a', going);
/** Everything that is said while a model goes through these states. */
function saidOf(...states: ModelState[]) {
  const announcement = createAnnouncements();
  return states.map((state, index) => announcement(states[index - 1], state)).filter((text) => text !== '');
}

const problem = { code: 'download-host-trouble', details: { host: 'h', status: 503 } } as const;
const under = { build: 'wasm-q8', done: 9, of: 100 };

test('what was there when the page opened is not said', () => {
  expect(saidOf(model(downloading(30)))).toEqual([]);
  expect(saidOf(model(downloading(30)), model(downloading(40)), model(downloading(50)))).toEqual(['Model a: 50 % downloaded.']);
});

test('a whole download is said in five sentences', () => {
  const steps = Array.from({ length: 101 }, (_, done) => model(downloading(done)));
  expect(saidOf(model(absent), ...steps, model({ ...under, status: 'verifying' }), model(installedWith('wasm-q8')))).toEqual([
    'Model a: downloading.', 'Model a: 25 % downloaded.', 'Model a: 50 % downloaded.', 'Model a: 75 % downloaded.', 'Model a: installed.',
  ]);
});

test('however often snapshots come, however often it waits or verifies, each quarter is said once', () => {
  const step = fc.record({ done: fc.integer({ min: 0, max: 100 }), status: fc.constantFrom('downloading', 'retrying', 'verifying') });
  fc.assert(fc.property(fc.array(step), (steps) => {
    const states = steps.map(({ done, status }) => status === 'retrying' ? model({ ...under, status, done, problem, atMs: 0 }) : model({ ...under, status: status as 'downloading', done }));
    const quarters = saidOf(model(absent), model(downloading(0)), ...states).filter((text) => text.includes('%'));
    expect(new Set(quarters).size).toBe(quarters.length);
  }));
});

test('begun again, it is said again', () => {
  expect(saidOf(model(absent), model(downloading(0)), model(downloading(60)), model(absent), model(downloading(0)), model(downloading(30)))).toEqual([
    'Model a: downloading.', 'Model a: 50 % downloaded.', 'Model a: cancelled.', 'Model a: downloading.', 'Model a: 25 % downloaded.',
  ]);
});

test('how it ends is said: failed with the reason, paused, cancelled, deleted', () => {
  const wrong = { code: 'download-wrong-digest', details: { path: 'model.onnx' } } as const;
  expect(saidOf(model(downloading(9)), model({ ...under, status: 'failed', problem: wrong }))[0]).toContain('not the file that its maker published');
  expect(saidOf(model(downloading(9)), model({ ...under, status: 'partial' }))).toEqual(['Model a: paused.']);
  expect(saidOf(model(downloading(9)), model(absent))).toEqual(['Model a: cancelled.']);
  expect(saidOf(model(installedWith('wasm-q8')), model(absent))).toEqual(['Model a: deleted.']);
});

test('a size that is not known yet is no progress', () => {
  expect(saidOf(model(downloading(0, 0)), model(downloading(5, 0)))).toEqual([]);
});

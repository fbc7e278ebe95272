import { expect, test, vi } from 'vitest';
import type { ModelState, Vault, VaultSnapshot } from '../../contract/model.ts';
import { Problem } from '../../contract/problem.ts';
import { absent, downloading, installedWith, modelOf, snapshotOf, vaultWith } from './made-up.test.support.ts';
import { MOST_FILES, type ModelFile } from './model-files.ts';
import { createModelsState } from './models-state.ts';

function setUp(over: Partial<Vault> = {}, models: ModelState[] = [], copy = async (_text: string) => {}) {
  let tell: (snapshot: VaultSnapshot) => void = () => {};
  let fail: (error: unknown) => void = () => {};
  let networkChanged = () => {};
  let online = true;
  const state = createModelsState(
    vaultWith({ watch: (onSnapshot) => { tell = onSnapshot; return () => {}; }, onProblem: (listener) => { fail = listener; return () => {}; }, ...over }),
    { online: () => online, watch: (listener) => { networkChanged = listener; return () => {}; } },
    copy,
  );
  state.start();
  if (models.length > 0) tell(snapshotOf(...models));
  return { state, get: () => state.store.get(), tell: (...now: ModelState[]) => tell(snapshotOf(...now)), fail, setOnline: (value: boolean) => { online = value; networkChanged(); } };
}

const file = (path: string): ModelFile => ({ path, file: new File(['x'], path) });
const tooBig = modelOf('a', absent, { fit: [], recommended: undefined });

test('until the vault has spoken, nothing is known, and nothing can be downloaded', () => {
  const download = vi.fn(async () => {});
  const { state, get } = setUp({ download });
  state.download('a');
  expect(get().view).toEqual({ status: 'starting' });
  expect(download).not.toHaveBeenCalled();
});

test('a download takes the recommended build, or the one that was chosen', () => {
  const download = vi.fn(async () => {});
  const { state } = setUp({ download }, [modelOf('a', absent), modelOf('b', absent)]);
  state.download('a');
  state.choose('b', 'webgpu-fp16');
  state.download('b');
  expect(download.mock.calls).toEqual([['a', 'wasm-q8'], ['b', 'webgpu-fp16']]);
});

test('what was begun goes on with its own build, whatever is chosen', () => {
  const download = vi.fn(async () => {});
  const { state } = setUp({ download }, [modelOf('a', { status: 'partial', build: 'webgpu-fp16', done: 1, of: 2 })]);
  state.choose('a', 'wasm-q8');
  state.download('a');
  expect(download).toHaveBeenCalledWith('a', 'webgpu-fp16');
});

test('a model that is here is downloaded in the form that is not', () => {
  const download = vi.fn(async () => {});
  const { state } = setUp({ download }, [modelOf('a', installedWith('wasm-q8'))]);
  state.download('a');
  expect(download).toHaveBeenCalledWith('a', 'webgpu-fp16');
});

test('a model that is too big is downloaded only after it was asked for twice', () => {
  const download = vi.fn(async () => {});
  const { state, get } = setUp({ download }, [tooBig]);
  state.download('a');
  expect(get().question).toEqual({ ask: 'download', modelId: 'a' });
  state.answer(false);
  expect(download).not.toHaveBeenCalled();
  state.download('a');
  state.answer(true);
  expect(download).toHaveBeenCalledWith('a', 'wasm-q8');
});

test('deleting asks first, and the question goes with its answer', () => {
  const remove = vi.fn(async () => {});
  const { state, get } = setUp({ remove }, [modelOf('a', installedWith('wasm-q8'))]);
  state.remove('a');
  expect(remove).not.toHaveBeenCalled();
  state.answer(true);
  expect(remove).toHaveBeenCalledWith('a');
  expect(get().question).toBeUndefined();
});

test('cancelling asks when much has arrived, and does not for a little', () => {
  const cancel = vi.fn(async () => {});
  const { state, get } = setUp({ cancel }, [modelOf('little', downloading(1000, 2000)), modelOf('much', downloading(900_000_000, 1_000_000_000))]);
  state.cancel('little');
  expect(cancel).toHaveBeenCalledWith('little');
  state.cancel('much');
  expect(cancel).toHaveBeenCalledTimes(1);
  expect(get().question).toEqual({ ask: 'cancel', modelId: 'much' });
  state.answer(true);
  expect(cancel).toHaveBeenLastCalledWith('much');
});

test('what cannot be done is told with its model, until it is tried again', async () => {
  let works = false;
  const remove = async () => { if (!works) throw new Problem('storage-unavailable', { why: 'x' }); };
  const { state, get } = setUp({ remove }, [modelOf('a', installedWith('wasm-q8'))]);
  state.remove('a');
  state.answer(true);
  await vi.waitFor(() => expect(get().failures['a']?.sentence).toContain('does not let Carrel store'));
  works = true;
  state.remove('a');
  state.answer(true);
  expect(get().failures).toEqual({});
});

test('a change of mind is not a failure', async () => {
  const { state, get } = setUp({ pause: async () => { throw new DOMException('', 'AbortError'); } }, [modelOf('a', downloading(1))]);
  await state.pause('a');
  expect(get().failures).toEqual({});
});

test('when the vault cannot work any more the page says so, and a question about it is gone', () => {
  const { state, get, fail } = setUp({}, [modelOf('a', installedWith('wasm-q8'))]);
  state.remove('a');
  fail(new Problem('storage-unavailable', { why: '' }));
  expect(get().view).toMatchObject({ status: 'stopped', why: { sentence: expect.stringContaining('private windows') } });
  expect(get().question).toBeUndefined();
});

test('what changes is said once: snapshots in between say nothing', () => {
  const { get, tell } = setUp({}, [modelOf('a', absent), modelOf('b', absent)]);
  expect(get().said).toBe('');
  tell(modelOf('a', downloading(0)), modelOf('b', downloading(0)));
  expect(get().said).toBe('Model a: downloading. Model b: downloading.');
  tell(modelOf('a', downloading(10)), modelOf('b', downloading(24)));
  expect(get().said).toBe('Model a: downloading. Model b: downloading.');
  tell(modelOf('a', downloading(10)), modelOf('b', downloading(30)));
  expect(get().said).toBe('Model b: 25 % downloaded.');
});

test('a folder is handed over whole, and named while it is read', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const takeIn = vi.fn(() => promise);
  const { state, get } = setUp({ takeIn });
  const done = state.takeIn([file('bge/config.json'), file('bge/onnx/model.onnx')]);
  expect(get().taking).toEqual({ status: 'working', name: 'bge' });
  await state.takeIn([file('other.zip')]);
  expect(takeIn).toHaveBeenCalledTimes(1);
  resolve();
  await done;
  expect(get().taking).toEqual({ status: 'none' });
});

test('a folder with thousands of files is no model, and is not handed over', async () => {
  const takeIn = vi.fn(async () => {});
  const { state, get } = setUp({ takeIn });
  await state.takeIn(Array.from({ length: MOST_FILES + 1 }, (_, index) => file(`photos/${index}`)));
  expect(takeIn).not.toHaveBeenCalled();
  expect(get().taking).toMatchObject({ status: 'failed', why: { sentence: expect.stringContaining('“photos”') } });
});

test('choosing nothing does nothing', async () => {
  const takeIn = vi.fn(async () => {});
  const { state } = setUp({ takeIn });
  await state.takeIn([]);
  expect(takeIn).not.toHaveBeenCalled();
});

test('a drop that cannot be read is told', async () => {
  const { state, get } = setUp();
  await state.drop(Promise.reject(new Error('gone')));
  expect(get().taking.status).toBe('failed');
});

test('the answer of the browser about keeping is told as it is', async () => {
  for (const [persist, expected] of [[async () => true, 'not-asked'], [async () => false, 'declined'], [async () => { throw new Error(); }, 'declined']] as const) {
    const { state, get } = setUp({ persist });
    // oxlint-disable-next-line no-await-in-loop -- three small trials
    await state.keep();
    expect(get().keeping).toBe(expected);
  }
});

test('an address that could not be copied is not called copied', async () => {
  const works = setUp();
  await works.state.copyAddress('https://hub.example/a');
  expect(works.get()).toMatchObject({ copied: 'https://hub.example/a', said: 'Copied.' });
  const fails = setUp({}, [], async () => { throw new Error('not allowed'); });
  await fails.state.copyAddress('https://hub.example/a');
  expect(fails.get()).toMatchObject({ copied: '', said: expect.stringContaining('Not copied') });
});

test('the connection is followed', () => {
  const { get, setOnline } = setUp();
  setOnline(false);
  expect(get().online).toBe(false);
  setOnline(true);
  expect(get().online).toBe(true);
});

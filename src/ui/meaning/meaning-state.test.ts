import { describe, expect, test, vi } from 'vitest';
import type { BuildingVersion, IndexVersion, IndexVersions, LibrarySnapshot, UsableModel } from '../../contract/library.ts';
import { Problem } from '../../contract/problem.ts';
import { createStore } from '../kit/store.ts';
import { createMeaningState, type MeaningEngine } from './meaning-state.ts';

const nothing = async () => {};
const version = (name: string, dimensions = 384): IndexVersion => ({ space: `${name}/${dimensions}`, modelId: name, modelName: name, dimensions, done: 5, of: 9, bytes: 1 });
const building = (name: string, over: Partial<BuildingVersion> = {}) => ({ ...version(name), status: 'building', ...over }) as BuildingVersion;
const model = (id: string, ...prefixes: number[]): UsableModel => ({ id, name: id, builtIn: false, goodFor: '', languages: [], licence: '', prefixes });

function setUp(over: Partial<MeaningEngine> = {}) {
  const library = createStore<{ snapshot: LibrarySnapshot | undefined }>({ snapshot: undefined });
  const notes: { text: string; goBack?: () => void }[] = [];
  const said: string[] = [];
  const state = createMeaningState({
    engine: { usableModels: async () => [], useModel: nothing, pauseBuild: nothing, resumeBuild: nothing, cancelBuild: nothing, goBack: nothing, freePrevious: nothing, tryModelAgain: nothing, ...over },
    library,
    toasts: { show: (text, action) => { notes.push({ text, ...(action && { goBack: action.run }) }); } },
    announce: (text) => { said.push(text); },
  });
  const tell = (versions: IndexVersions | undefined) =>
    library.set({ snapshot: { documents: [], refused: [], role: 'writer', embedding: { status: 'ready', name: 'Mini', languages: [] }, drifted: [], ...(versions && { versions }) } });
  return { state, notes, said, tell };
}

describe('the switch', () => {
  test('is told once, with the way back', async () => {
    const goBack = vi.fn(nothing);
    const { state, notes, tell } = setUp({ goBack });
    state.start('');
    tell({ active: version('Mini'), building: building('Big') });
    tell({ active: version('Big'), previous: version('Mini') });
    tell({ active: version('Big'), previous: version('Mini') });
    expect(notes.map(({ text }) => text)).toEqual(['Searching with Big now.']);
    notes[0]!.goBack!();
    expect(goBack).toHaveBeenCalledTimes(1);
  });

  test('back is told as such, and offers no way back', async () => {
    const { state, notes, tell } = setUp();
    state.start('');
    tell({ active: version('Big'), previous: version('Mini') });
    await state.goBack();
    tell({ active: version('Mini'), previous: version('Big') });
    expect(notes).toEqual([{ text: 'Searching with Mini again.' }]);
  });

  test('after a way back that failed, the next switch is one forward', async () => {
    const { state, notes, tell } = setUp({ goBack: async () => { throw new Problem('engine-crashed', { engine: 'library' }); } });
    state.start('');
    tell({ active: version('Big'), previous: version('Mini'), building: building('Third') });
    await state.goBack();
    expect(state.store.get().problem?.sentence).toContain('keeps your library');
    expect(state.store.get().called, 'it says so where it is seen').toBe(true);
    tell({ active: version('Third'), previous: version('Big') });
    expect(notes[0]).toMatchObject({ text: 'Searching with Third now.' });
  });

  test('is not told at the start, when the first model says its name', () => {
    const { state, notes, said, tell } = setUp();
    state.start('');
    tell(undefined);
    tell({ active: version('Mini'), building: building('Big') });
    expect([notes, said]).toEqual([[], []]);
  });

  test('to another length of the same model names the length', () => {
    const { state, notes, tell } = setUp();
    state.start('');
    tell({ active: version('Mini', 384) });
    tell({ active: version('Mini', 128), previous: version('Mini', 384) });
    expect(notes[0]!.text).toBe('Searching with Mini (128 numbers) now.');
  });
});

describe('what is read aloud', () => {
  test('is the start, the pause and the failure, and never how far it has come', () => {
    const { state, said, tell } = setUp();
    state.start('');
    const active = version('Mini');
    tell({ active });
    tell({ active, building: building('Big', { status: 'starting' }) });
    for (const done of [1, 2, 3]) tell({ active, building: building('Big', { done }) });
    tell({ active, building: building('Big', { status: 'paused' }) });
    tell({ active, building: building('Big', { status: 'failed', problem: { code: 'storage-full', details: { neededBytes: 1 } } }) });
    expect(said).toEqual(['The index for Big is being made. Search goes on meanwhile.', 'The index for Big is paused.', 'The index for Big was not finished.']);
  });

  test('ends when the page goes', () => {
    const { state, said, tell } = setUp();
    const stop = state.start('');
    tell({ active: version('Mini') });
    stop();
    tell({ active: version('Mini'), building: building('Big') });
    expect(said).toEqual([]);
  });
});

describe('models that are here', () => {
  test('the address names one: the panel is called, and that model is chosen', async () => {
    const { state, tell } = setUp({ usableModels: async () => [model('mini', 384), model('big', 256, 768), model('third', 512)] });
    state.start('#use-model=big');
    tell({ active: version('mini') });
    expect(state.store.get().called).toBe(true);
    await state.read();
    expect(state.store.get()).toMatchObject({ choice: { modelId: 'big', dimensions: 768 }, named: undefined, missing: undefined });
  });

  test('a model that the address names and that is not here is said to be missing, until another is chosen', async () => {
    const list = [model('mini', 384), model('big', 256)];
    const { state } = setUp({ usableModels: async () => list });
    state.start('#use-model=gone');
    await state.read();
    expect(state.store.get()).toMatchObject({ missing: 'gone', choice: undefined });
    await state.read();
    expect(state.store.get().missing).toBe('gone');
    state.choose(list[1]!);
    expect(state.store.get().missing).toBeUndefined();
  });

  test('an ordinary address calls nothing', () => {
    const { state } = setUp();
    state.start('#read=abc,1,2');
    expect(state.store.get().called).toBe(false);
  });

  test('a failed reading is told, and can be tried again', async () => {
    const usableModels = vi.fn<MeaningEngine['usableModels']>().mockRejectedValueOnce(new Problem('storage-unavailable', { why: '' })).mockResolvedValueOnce([model('big', 256)]);
    const { state } = setUp({ usableModels });
    await state.read();
    expect(state.store.get().models).toMatchObject({ status: 'failed', why: { brief: expect.stringContaining('storage') } });
    const again = state.read();
    expect(state.store.get().models.status).toBe('reading');
    await again;
    expect(state.store.get().models.status).toBe('read');
  });

  test('opening a model proposes its whole length, opening it again closes it, and another length can be chosen', () => {
    const { state } = setUp();
    const big = model('big', 128, 256);
    state.choose(big);
    expect(state.store.get().choice).toEqual({ modelId: 'big', dimensions: 256 });
    state.chooseLength(128);
    expect(state.store.get().choice).toEqual({ modelId: 'big', dimensions: 128 });
    state.choose(big);
    expect(state.store.get().choice).toBeUndefined();
    state.chooseLength(128);
    expect(state.store.get().choice).toBeUndefined();
  });
});

test('a panel that was closed opens afresh', async () => {
  const { state } = setUp({ goBack: async () => { throw new Problem('engine-crashed', { engine: 'library' }); } });
  state.choose(model('big', 256));
  await state.goBack();
  state.closed();
  expect(state.store.get()).toMatchObject({ choice: undefined, problem: undefined, missing: undefined });
});

describe('what is asked of the engine', () => {
  test('a second click while the first is on its way asks nothing twice', async () => {
    const taken = Promise.withResolvers<void>();
    const useModel = vi.fn(() => taken.promise);
    const { state } = setUp({ useModel });
    const first = state.use({ modelId: 'big', dimensions: 256 });
    await state.use({ modelId: 'big', dimensions: 256 });
    expect(useModel).toHaveBeenCalledTimes(1);
    taken.resolve();
    await first;
    await state.use({ modelId: 'big', dimensions: 256 });
    expect(useModel).toHaveBeenCalledTimes(2);
  });

  test('a refusal is told, and gone with the next wish', async () => {
    const useModel = vi.fn<MeaningEngine['useModel']>().mockRejectedValueOnce(new Problem('storage-full', { neededBytes: 5_000_000 })).mockResolvedValueOnce();
    const { state } = setUp({ useModel });
    await state.use({ modelId: 'big', dimensions: 256 });
    expect(state.store.get()).toMatchObject({ asking: false, problem: { sentence: expect.stringContaining('5 MB') } });
    await state.use({ modelId: 'big', dimensions: 256 });
    expect(state.store.get().problem).toBeUndefined();
  });

  test('each button asks for its own thing', async () => {
    const calls: string[] = [];
    const note = (name: string) => async () => { calls.push(name); };
    const { state } = setUp({ pauseBuild: note('pause'), resumeBuild: note('resume'), cancelBuild: note('cancel'), freePrevious: note('free'), tryModelAgain: note('again'), goBack: note('back') });
    await state.pause();
    await state.resume();
    await state.cancel();
    await state.free();
    await state.goBack();
    await state.tryAgain();
    expect(calls).toEqual(['pause', 'resume', 'cancel', 'free', 'back', 'again']);
  });
});

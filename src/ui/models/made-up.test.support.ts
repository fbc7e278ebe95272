/** Models, machines and vaults that do not exist, for the tests of this folder. */
import type { CatalogueEntry, ModelBuild, ModelState, Vault, VaultSnapshot } from '../../contract/model.ts';

export const onProcessor: ModelBuild = { id: 'wasm-q8', device: 'wasm', dtype: 'q8', files: [], downloadBytes: 130_000_000, memoryBytes: 400_000_000, needs: [] };
export const onGraphics: ModelBuild = { id: 'webgpu-fp16', device: 'webgpu', dtype: 'fp16', files: [], downloadBytes: 260_000_000, memoryBytes: 900_000_000, needs: ['shader-f16'] };

export const entryOf = (id: string, over: Partial<CatalogueEntry> = {}): CatalogueEntry => ({
  id, kind: 'embedding', name: `Model ${id}`, maker: '', repository: `made/${id}`, revision: 'main', licence: '', gated: false, languages: [], parameters: 1,
  goodFor: '', commonFiles: [], builds: [onProcessor, onGraphics], ...over,
});

type Going = ModelState extends infer S ? (S extends ModelState ? Omit<S, 'entry' | 'fit' | 'recommended'> : never) : never;

/** A model of two builds, of which the processor's fits and is recommended. */
export const modelOf = (id: string, going: Going, over: Partial<Pick<ModelState, 'entry' | 'fit' | 'recommended'>> = {}): ModelState => ({
  entry: entryOf(id), fit: [{ build: 'wasm-q8', fit: 'fits' }, { build: 'webgpu-fp16', fit: 'slow' }], recommended: 'wasm-q8', ...going, ...over,
});

export const absent: Going = { status: 'absent' };
export const downloading = (done: number, of = 100): Going => ({ status: 'downloading', build: 'wasm-q8', done, of });
export const installedWith = (...builds: string[]): Going => ({
  status: 'installed', bytes: 7, installed: { entry: entryOf('any'), source: 'hub', builds, files: {}, installedAt: 0 },
});

export const snapshotOf = (...models: ModelState[]): VaultSnapshot => ({
  device: { cores: 2 }, models, storage: { models: [], libraryBytes: 0, appBytes: 0, freeBytes: undefined, persisted: false },
});

const nothing = async () => {};

/** A vault that does nothing but what is given. */
export const vaultWith = (over: Partial<Vault>): Vault => ({
  watch: () => () => {}, onProblem: () => () => {}, download: nothing, pause: nothing, cancel: nothing, remove: nothing, takeIn: nothing, persist: async () => false, ...over,
});

/** The product's encode worker, found a way for by the product's own code, over a vault in the browser's private file system. */
import { expose, wrap } from 'comlink';
import { createLoadNotes } from '../../src/bridge/load-notes.ts';
import type { EmbeddingProfile, EncodeApi, EncoderWay } from '../../src/contract/embedding.ts';
import type { Workshop } from '../../src/contract/library.ts';
import type { CatalogueEntry, InstalledModel, VaultFile } from '../../src/contract/model.ts';
import { Problem } from '../../src/contract/problem.ts';
import type { GraphicsFacts } from '../../src/embedding/device-order.ts';
import { listInstalled } from '../../src/models/installed.ts';
import { asNote } from '../../src/models/manifest.ts';
import { FILES_FOLDER, finishedName, MANIFEST, safeName, VAULT_FOLDER } from '../../src/models/vault-layout.ts';
import type { Introduction } from '../../src/wire/expose.ts';
import { ChosenEncoder } from '../../src/workers/chosen-encoder.ts';
import { createCrashMarks } from '../../src/workers/crash-marker.ts';
import type { FoundAndKnown } from '../../src/workers/find-way.ts';

export interface Search {
  modelId: string;
  trade: 'encode' | 'encode-query';
  texts: string[];
  golden?: EmbeddingProfile['golden'];
  /** Taken for the machine's graphics device, whatever it has. */
  graphics: GraphicsFacts;
  /** Embeds the texts again and again until it runs another way: something outside ends the device. */
  untilMoved?: boolean;
}

export type Result =
  | { found: FoundAndKnown; vectors: number[]; tokens: number[]; scale: { a: number; b: number } }
  | { problem: { code: string; details: object } };

const marks = createCrashMarks(createLoadNotes());
/** Rounds of `untilMoved` so far. */
let rounds = 0;
/** Whether graphics devices compute wrongly from now on. */
let isSpoiled = false;

export const finder = {
  /** Puts a model whose files are served under `model/` into the vault, as a download would leave it. */
  async install(entry: CatalogueEntry, paths: string[]): Promise<void> {
    const vault = await (await navigator.storage.getDirectory()).getDirectoryHandle(VAULT_FOLDER, { create: true });
    const folder = await vault.getDirectoryHandle(safeName(entry.id), { create: true });
    const files = await folder.getDirectoryHandle(FILES_FOLDER, { create: true });
    const known: Record<string, VaultFile> = {};
    for (const path of paths) {
      const bytes = await (await fetch(`model/${path}`)).arrayBuffer();
      const digest = Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
      known[path] = { bytes: bytes.byteLength, sha256: digest };
      await write(files, finishedName(path, digest), bytes);
    }
    const installed: InstalledModel = { entry, source: 'folder', builds: entry.builds.map(({ id }) => id), files: known, installedAt: Date.now() };
    await write(folder, MANIFEST, JSON.stringify(asNote(installed)));
  },

  async find({ modelId, trade, texts, golden, graphics, untilMoved }: Search): Promise<Result> {
    const installed = (await listInstalled()).find(({ entry }) => entry.id === modelId)!;
    const encoder = new ChosenEncoder({ workshop: createWorkshop(trade), trade, installed, marks, graphics: async () => graphics, ...(golden && { golden }) });
    const embed = () => encoder.run((api) => api.embed(new AbortController().signal, 'document', texts));
    try {
      const first = await encoder.found();
      for (rounds = 0; untilMoved && (await encoder.found()).way.device === first.way.device; rounds++) await embed();
      return {
        vectors: [...(await embed())],
        tokens: [...(await encoder.run((api) => api.countTokens(texts)))],
        scale: await encoder.run((api) => api.cosineScale()),
        found: await encoder.found(),
      };
    } catch (error) {
      if (error instanceof Problem) return { problem: error.plain() };
      throw error;
    } finally {
      await encoder.stop();
    }
  },

  rounds: () => rounds,
  /** From now on what a worker computes on a graphics device is taken for wrong. */
  spoil(): void {
    isSpoiled = true;
  },
  /** Other bytes, as many as before: what a failing disk leaves. */
  async damage(modelId: string, path: string): Promise<void> {
    const installed = (await listInstalled()).find(({ entry }) => entry.id === modelId)!;
    const vault = await (await navigator.storage.getDirectory()).getDirectoryHandle(VAULT_FOLDER);
    const files = await (await vault.getDirectoryHandle(safeName(modelId))).getDirectoryHandle(FILES_FOLDER);
    const { bytes, sha256 } = installed.files[path]!;
    await write(files, finishedName(path, sha256), ' '.repeat(bytes));
  },
  crashed: (modelId: string): Promise<EncoderWay[]> => marks.crashed(modelId),
  forget: (modelId: string): Promise<void> => marks.forget(modelId),
  /** Loads that are noted, of any tab. */
  loads: (): number => Object.keys(window.localStorage).filter((key) => key.startsWith('carrel-load/')).length,
};
export type Finder = typeof finder;

/** A backend that computes wrongly looks, to the test of its vectors, like known vectors that are wrong. */
function spoiling(port: MessagePort): MessagePort {
  const worker = wrap<EncodeApi>(port);
  const { port1, port2 } = new MessageChannel();
  expose({
    load: (modelId, way, golden) =>
      worker.load(modelId, way, way.device === 'webgpu' ? golden.map(({ text, vector }) => ({ text, vector: vector.toReversed() })) : golden),
    profile: () => worker.profile(),
    countTokens: (counted) => worker.countTokens(counted),
    embed: (...request) => worker.embed(...request),
    knownAnswers: () => worker.knownAnswers(),
    cosineScale: (dimensions) => worker.cosineScale(dimensions),
  } satisfies EncodeApi, port1);
  return port2;
}

/** As the page's crew: one worker at a time, which can be stopped at once. */
function createWorkshop(name: string): Workshop {
  let life: { worker: Worker; gone: Promise<void>; stop(): void } | undefined;
  const start = () => {
    const worker = new Worker(new URL('../../src/workers/encode.worker.ts', import.meta.url), { type: 'module', name });
    const { promise: gone, resolve } = Promise.withResolvers<void>();
    const stop = () => {
      worker.terminate();
      life = undefined;
      resolve();
    };
    worker.addEventListener('error', stop, { once: true });
    return { worker, gone, stop };
  };
  return {
    async hire() {
      life ??= start();
      const { port1, port2 } = new MessageChannel();
      life.worker.postMessage({ port: port1 } satisfies Introduction, [port1]);
      return isSpoiled ? spoiling(port2) : port2;
    },
    dismiss: async () => life?.stop(),
    gone: async () => life?.gone,
  };
}

async function write(folder: FileSystemDirectoryHandle, name: string, data: FileSystemWriteChunkType): Promise<void> {
  const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
  await stream.write(data);
  await stream.close();
}

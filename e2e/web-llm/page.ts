/** The page of the WebLLM test: the product's own worker and supervisor over a vault in the browser's private file system. */
import { wrap } from 'comlink';
import { createLoadNotes } from '../../src/bridge/load-notes.ts';
import type { CatalogueEntry, InstalledModel, VaultFile } from '../../src/contract/model.ts';
import { Problem } from '../../src/contract/problem.ts';
import { graphicsFacts } from '../../src/embedding/device-order.ts';
import { listInstalled } from '../../src/models/installed.ts';
import { asNote } from '../../src/models/manifest.ts';
import { FILES_FOLDER, finishedName, MANIFEST, safeName, VAULT_FOLDER } from '../../src/models/vault-layout.ts';
import '../../src/wire/handlers.ts';
import { Colleague } from '../../src/workers/colleague.ts';
import { createCrashMarks } from '../../src/workers/crash-marker.ts';
import { Writers, type OpenedWriter, type WriterEvent } from '../../src/workers/writers.ts';
import type { ConformanceApi } from './conformance.worker.ts';
import { createCrew } from './crew.ts';
import type { Asked, Opening, Said } from './harness-api.ts';

const crew = createCrew();
const writers = new Writers({
  generate: new Colleague(crew, 'generate'),
  browser: new Colleague(crew, 'browser-writer'),
  installed: listInstalled,
  graphics: graphicsFacts,
  marks: createCrashMarks(createLoadNotes()),
});
let writer: OpenedWriter | undefined;
let [opening, saying]: [Promise<Opening>?, Promise<Said | { code: string; details: object }>?] = [];

async function openFor(wanted: string, signal = new AbortController().signal, onCount: (events: number) => void = () => {}): Promise<Opening> {
  const events: WriterEvent[] = [];
  const started = performance.now();
  writer = await writers.open(signal, wanted, (event) => onCount(events.push(event)));
  return { ...(writer && { facts: writer.facts }), events, milliseconds: performance.now() - started };
}

async function say({ messages, ...options }: Asked, signal = new AbortController().signal, onPiece: (pieces: number) => void = () => {}): Promise<Said> {
  const pieces: string[] = [];
  const started = performance.now();
  const written = await writer!.write(signal, messages, { maximumTokens: 20, temperature: 0, ...options }, (piece) => onPiece(pieces.push(piece)));
  return { ...written, pieces, milliseconds: performance.now() - started };
}

/** Aborts at the given moment, and tells how long it took to be answered. */
async function aborting(act: (signal: AbortSignal, abort: () => void) => Promise<unknown>) {
  const controller = new AbortController();
  let abortedAt = 0;
  const error = await act(controller.signal, () => {
    abortedAt ||= performance.now();
    controller.abort();
  }).then(() => 'none', ({ name }: Error) => name);
  return { error, answeredMs: performance.now() - abortedAt };
}

const told = (error: unknown) => {
  if (error instanceof Problem) return { code: error.code as string, details: error.details as object };
  throw error;
};

window.webLlm = {
  install,
  damage,
  open: (wanted) => openFor(wanted),
  openAndAbort: (wanted, afterEvents) => aborting((signal, abort) => openFor(wanted, signal, (events) => events === afterEvents && abort())),
  beginOpening: (wanted, afterEvents) => new Promise((resolve, reject) => {
    opening = openFor(wanted, undefined, (events) => events === afterEvents && resolve());
    opening.catch(reject);
  }),
  opened: () => opening!,
  tryAgain: (modelId) => writers.tryAgain(modelId),
  countTokens: async (texts) => [...await writer!.countTokens(texts)],
  say: (asked) => say(asked).catch(told),
  async abort(asked, afterPieces) {
    let [all, atAbort] = [0, 0];
    const outcome = await aborting((signal, abort) => say(asked, signal, (pieces) => {
      all = pieces;
      if (pieces !== afterPieces) return;
      atAbort = pieces;
      abort();
    }));
    // Whatever is still on its way has time to come.
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { ...outcome, piecesAfter: all - atAbort };
  },
  beginSaying: (asked) => new Promise((resolve) => {
    saying = say(asked, undefined, () => resolve()).catch(told);
  }),
  said: () => saying!,
  kill: () => crew.dismiss('generate'),
  async conformance(modelId, talkative, tokens) {
    const worker = new Worker(new URL('./conformance.worker.ts', import.meta.url), { type: 'module' });
    try {
      return await wrap<ConformanceApi>(worker).run(modelId, talkative, tokens);
    } finally {
      worker.terminate();
    }
  },
  workers: async () => crew.started(),
  leftovers: async () => ({ caches: await caches.keys(), databases: (await indexedDB.databases()).map(({ name }) => name ?? '') }),
};

async function install(entry: CatalogueEntry, from: string, paths: string[]): Promise<void> {
  const vault = await (await navigator.storage.getDirectory()).getDirectoryHandle(VAULT_FOLDER, { create: true });
  const folder = await vault.getDirectoryHandle(safeName(entry.id), { create: true });
  const files = await folder.getDirectoryHandle(FILES_FOLDER, { create: true });
  const known: Record<string, VaultFile> = {};
  for (const path of paths) {
    const bytes = await (await fetch(`${from}/${path}`)).arrayBuffer();
    const sha256 = Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
    known[path] = { bytes: bytes.byteLength, sha256 };
    await write(files, finishedName(path, sha256), bytes);
  }
  const installed: InstalledModel = { entry, source: 'folder', builds: entry.builds.map(({ id }) => id), files: known, installedAt: Date.now() };
  await write(folder, MANIFEST, JSON.stringify(asNote(installed)));
}

async function damage(modelId: string, path: string): Promise<void> {
  const installed = (await listInstalled()).find(({ entry }) => entry.id === modelId)!;
  const vault = await (await navigator.storage.getDirectory()).getDirectoryHandle(VAULT_FOLDER);
  const files = await (await vault.getDirectoryHandle(safeName(modelId))).getDirectoryHandle(FILES_FOLDER);
  const { bytes, sha256 } = installed.files[path]!;
  await write(files, finishedName(path, sha256), ' '.repeat(bytes));
}

async function write(folder: FileSystemDirectoryHandle, name: string, data: FileSystemWriteChunkType): Promise<void> {
  const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
  await file.write(data);
  await file.close();
}

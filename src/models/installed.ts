/**
 * The vault as the page with documents sees it: whole models, read only. Digests were checked at the door; nothing here writes, and nothing
 * here is needed of the part that downloads.
 */
import type { InstalledModel } from '../contract/model.ts';
import { Problem } from '../contract/problem.ts';
import { asInstalledModel } from './manifest.ts';
import { FILES_FOLDER, finishedName, MANIFEST, safeName, VAULT_FOLDER } from './vault-layout.ts';

/** Every whole model, oldest first. None when the browser keeps no files for us. */
export async function listInstalled(): Promise<InstalledModel[]> {
  const models: InstalledModel[] = [];
  try {
    const vault = await openVault();
    for await (const name of vault.keys()) {
      const model = await readManifest(vault, name);
      if (model) models.push(model);
    }
  } catch {
    // No vault yet, or no private file system: there are no models.
  }
  return models.toSorted((a, b) => a.installedAt - b.installedAt);
}

/**
 * A file of a whole model, to be sliced or streamed: it is not read into memory.
 * @throws Problem model-unusable when the model is not there, model-damaged when the file is not, or is not as long as it was
 */
export async function openModelFile(modelId: string, path: string): Promise<File> {
  const vault = await openVault().catch(() => undefined);
  const model = vault && (await readManifest(vault, safeName(modelId)));
  if (!model) throw new Problem('model-unusable', { modelId, why: 'it is not in the vault' });
  if (!Object.hasOwn(model.files, path)) throw new Problem('model-unusable', { modelId, why: `${path} is not one of its files` });
  try {
    return await openFile(vault, model, path);
  } catch (error) {
    throw new Problem('model-damaged', { modelId, path }, { cause: error });
  }
}

/** Paths of a model whose files are gone or of another length: a check that reads no bytes. */
export async function missingFiles(model: InstalledModel): Promise<string[]> {
  const vault = await openVault();
  const found = await Promise.all(Object.keys(model.files).map((path) => openFile(vault, model, path).then(() => [], () => [path])));
  return found.flat();
}

const openVault = async () => (await navigator.storage.getDirectory()).getDirectoryHandle(VAULT_FOLDER);

async function readManifest(vault: FileSystemDirectoryHandle, name: string): Promise<InstalledModel | undefined> {
  try {
    const folder = await vault.getDirectoryHandle(name);
    const model = asInstalledModel(JSON.parse(await (await (await folder.getFileHandle(MANIFEST)).getFile()).text()));
    // A record that names another model was copied there by somebody.
    return model && safeName(model.entry.id) === name ? model : undefined;
  } catch {
    return undefined;
  }
}

async function openFile(vault: FileSystemDirectoryHandle, model: InstalledModel, path: string): Promise<File> {
  const known = Object.hasOwn(model.files, path) ? model.files[path] : undefined;
  if (!known) throw new Error('no such file in this model');
  const files = await (await vault.getDirectoryHandle(safeName(model.entry.id))).getDirectoryHandle(FILES_FOLDER);
  const file = await (await files.getFileHandle(finishedName(path, known.sha256))).getFile();
  if (file.size !== known.bytes) throw new Error(`${file.size} of ${known.bytes} bytes are there`);
  return file;
}

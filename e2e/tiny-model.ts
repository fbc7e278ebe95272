/** The encoder that the project makes itself, as a folder that a person may have got from a colleague. */
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CatalogueEntry, ModelBuild } from '../src/contract/model.ts';

/** Both devices run the same weights. */
const build = (device: ModelBuild['device']): ModelBuild => ({ id: device, device, dtype: 'fp32', files: ['onnx/model.onnx'], downloadBytes: 0, memoryBytes: 0, needs: [] });

export const tiny = {
  id: 'tiny-encoder', kind: 'embedding', name: 'Tiny encoder', maker: 'Carrel', repository: '', revision: '', licence: 'Apache-2.0', gated: false, languages: ['en'],
  parameters: 1, goodFor: 'Tests.', commonFiles: ['config.json', 'tokenizer.json', 'tokenizer_config.json'], builds: [build('wasm'), build('webgpu')],
  embedding: { dimensions: 32, prefixes: [16, 32], pooling: 'mean', queryPrompt: '', documentPrompt: '', maximumTokens: 128 },
} satisfies CatalogueEntry;

/** @param folder is made, with the description that tells Carrel what it is */
export function writeTinyModel(folder: string): void {
  cpSync(fileURLToPath(new URL('encoder/model', import.meta.url)), folder, { recursive: true });
  writeFileSync(join(folder, 'carrel-model.json'), JSON.stringify(tiny));
}

/** Model files that Carrel itself serves. */
import { Problem } from '../contract/problem.ts';
import type { ModelFiles } from '../contract/model-files.ts';
import { appRoot } from './app-root.ts';

/** The files in `public/models/<modelId>/`. */
export function ownModel(modelId: string): ModelFiles {
  const folder = new URL(`models/${modelId}/`, appRoot);
  return {
    modelId,
    async read(name) {
      const response = await fetch(new URL(name, folder));
      if (!response.ok) throw new Problem('model-unusable', { modelId, why: `${name} was answered with HTTP ${response.status}` });
      return response.arrayBuffer();
    },
  };
}

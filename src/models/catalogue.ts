/**
 * The models that Carrel knows, as data. Commits of repositories are ones that others have published and use; where none was found the
 * revision is "main", and the vault pins the commit of the first contact. `node scripts/pin-catalogue.mjs` asks the hub for all of it.
 */
import type { CatalogueEntry } from '../contract/model.ts';
import { embeddingModels } from './catalogue-embedding.ts';
import { transformersModels } from './catalogue-transformers.ts';
import { webLlmModels } from './catalogue-web-llm.ts';

export const catalogue: readonly CatalogueEntry[] = [...embeddingModels, ...webLlmModels, ...transformersModels];

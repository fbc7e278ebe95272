import type { CatalogueEntry } from '../../contract/model.ts';

/** Where a person reads about a model. The vault fetches from the same host. */
const HUB = 'huggingface.co';

/** "huggingface.co/owner/name", for reading and copying; empty for a model that is not on the hub. */
export const hubAddress = ({ repository }: Pick<CatalogueEntry, 'repository'>): string => (repository === '' ? '' : `${HUB}/${repository}`);

/** Models that Carrel's own address offers: for people who host it for an office, where nobody needs another host. */
import { asCatalogueEntry, asDigests } from './entry-check.ts';
import type { Net } from './net.ts';
import type { Offer } from './plan.ts';

/** What describes a model, in its folder: a catalogue entry, and SHA-256 digests of its files if they are known. */
export const DESCRIPTION = 'carrel-model.json';
/** Names the folders beside it: `[{ "id": "…" }]`. */
const LIST = 'hosted.json';

/**
 * Without a list, or with a page in its place, none are hosted: most addresses host none. A folder that does not describe itself is left out.
 * @param models address of the folder of models, ending with `/`
 */
export async function hostedOffers(net: Net, models: string): Promise<Offer[]> {
  const list = await readJson(net, new URL(LIST, models).href);
  const ids = (Array.isArray(list) ? list : []).map((item) => (item as { id?: unknown } | null)?.id);
  const known = ids.filter((id): id is string => typeof id === 'string' && /^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(id));
  const offers = await Promise.all([...new Set(known)].map((id) => readOffer(net, id, new URL(`${id}/`, models).href)));
  return offers.flatMap((offer) => offer ?? []);
}

async function readOffer(net: Net, id: string, folder: string): Promise<Offer | undefined> {
  const description = await readJson(net, new URL(DESCRIPTION, folder).href);
  const entry = asCatalogueEntry(description);
  if (entry?.id !== id) return undefined;
  const digests = asDigests((description as { digests?: unknown }).digests);
  return { entry, source: 'own-address', folder, ...(digests && { digests }) };
}

async function readJson(net: Net, address: string): Promise<unknown> {
  try {
    const response = await net.fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-cache' });
    return response.ok ? ((await response.json()) as unknown) : undefined;
  } catch {
    return undefined;
  }
}

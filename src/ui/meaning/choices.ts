/** What there is to choose from: a model, and how many numbers of each vector are kept. */
import type { IndexVersions, UsableModel } from '../../contract/library.ts';

export interface Choice {
  modelId: string;
  dimensions: number;
}

/** Where a choice stands: it answers now, its index is on its way, its index was kept, or its index would have to be made (or made on, after it stopped). */
export type Standing = 'in-use' | 'being-made' | 'kept' | 'new';

/** One byte a number; four for the factor that all of them share. */
const BYTES_BESIDE = 4;

/** What an index takes on disk, in bytes. */
export const indexBytes = (passages: number, dimensions: number): number => passages * (dimensions + BYTES_BESIDE);

/** Whether a version is what was chosen: the same model, cut to the same length. */
export const isOf = (version: Choice, { modelId, dimensions }: Choice): boolean => version.modelId === modelId && version.dimensions === dimensions;

export function standingOf(choice: Choice, versions: IndexVersions | undefined): Standing {
  const { active, building, previous } = versions ?? {};
  if (active && isOf(active, choice)) return 'in-use';
  if (building && building.status !== 'failed' && isOf(building, choice)) return 'being-made';
  return previous && isOf(previous, choice) ? 'kept' : 'new';
}

/** Models that can be chosen: all but one that answers now and has no other length. */
export function choosable(models: readonly UsableModel[], versions: IndexVersions | undefined): UsableModel[] {
  return models.filter((model) => model.prefixes.some((dimensions) => standingOf({ modelId: model.id, dimensions }, versions) !== 'in-use'));
}

/** The length to propose: the whole, or the longest one that is not in use. */
export function proposed(model: UsableModel, versions: IndexVersions | undefined): Choice {
  const free = model.prefixes.filter((dimensions) => standingOf({ modelId: model.id, dimensions }, versions) !== 'in-use');
  return { modelId: model.id, dimensions: Math.max(...(free.length > 0 ? free : model.prefixes)) };
}

/**
 * What is shown as chosen once the models that are here are known: the one that was named, or the one before. Nothing is chosen for the person.
 * @param named id of a model that was asked for by name
 * @param before what was chosen until now
 */
export function firstChoice(list: readonly UsableModel[], versions: IndexVersions | undefined, named: string | undefined, before: Choice | undefined): Choice | undefined {
  if (named !== undefined) {
    const model = list.find(({ id }) => id === named);
    return model && proposed(model, versions);
  }
  return before && list.some(({ id }) => id === before.modelId) ? before : undefined;
}

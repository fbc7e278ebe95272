/** Which set of weights of a model is meant, and in which order models are listed. */
import type { Fit, ModelBuild, ModelKind, ModelState } from '../../contract/model.ts';

const RANKS: { [F in Fit]: number } = { fits: 0, slow: 1, 'too-big': 2 };

/** How one build fits. One that the vault says nothing of cannot run here. */
export const fitOf = ({ fit }: ModelState, buildId: string): Fit => fit.find(({ build }) => build === buildId)?.fit ?? 'too-big';

/** Builds that could still be downloaded: all but those that are here. */
const absentBuilds = (state: ModelState): ModelBuild[] =>
  state.status === 'installed' ? state.entry.builds.filter(({ id }) => !state.installed.builds.includes(id)) : state.entry.builds;

/** The builds to choose from for a download: those that run on this machine and are not here. */
export const choices = (state: ModelState): ModelBuild[] => absentBuilds(state).filter(({ id }) => fitOf(state, id) !== 'too-big');

/**
 * The build that a download would take.
 * @param chosen what the person chose, if they did
 * @returns the one at work, else the chosen, the recommended, the first that runs, the first; absent when there is none
 */
export function buildOf(state: ModelState, chosen: string | undefined): ModelBuild | undefined {
  const builds = absentBuilds(state);
  const find = (id: string | undefined) => builds.find((build) => build.id === id);
  const atWork = 'build' in state ? find(state.build) : undefined;
  return atWork ?? find(chosen) ?? find(state.recommended) ?? choices(state)[0] ?? builds[0];
}

const bestRank = (state: ModelState): number => Math.min(RANKS['too-big'], ...state.fit.map(({ fit }) => RANKS[fit]));

/** Models of one kind: those that fit this machine before those that do not, otherwise as the vault lists them. Nothing moves while it is downloaded. */
export const listed = (models: readonly ModelState[], kind: ModelKind): ModelState[] =>
  models.filter(({ entry }) => entry.kind === kind).toSorted((a, b) => bestRank(a) - bestRank(b));

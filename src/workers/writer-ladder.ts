/** Who can write answers here, and who writes in whose place when one cannot: the next smaller model that is installed, and quoting at last. */
import type { UsableWriter } from '../contract/answer.ts';
import type { InstalledModel } from '../contract/model.ts';
import { Problem, type PlainProblem } from '../contract/problem.ts';
import type { GraphicsFacts } from '../embedding/device-order.ts';
import { writerWays, type WriterWay } from './writer-ways.ts';

/** The generator that is always there. */
export const QUOTING: UsableWriter = {
  id: 'quoting', name: 'Quotations', maker: 'Carrel', kind: 'quoting',
  goodFor: 'Answers with sentences of your documents, word for word. It needs no model and cannot invent.',
};

/** The model that the browser brings along, where it has one. */
export const BROWSER: UsableWriter = {
  id: 'browser', name: 'The browser’s own model', maker: 'The maker of your browser', kind: 'browser',
  goodFor: 'Short answers without a download. The browser keeps it and may change it at any time.',
};

/** Browsers do not tell how large theirs is. It is taken to be above the models of 3 billion parameters that are in the catalogue. Millions. */
const BROWSER_MILLIONS = 3_500;

/** One way to have an answer written by a model. */
export interface Rung {
  /** Names it among all rungs. */
  key: string;
  /** Of the model. */
  id: string;
  name: string;
  /** Absent for the browser's own model, which knows one way only. */
  way?: WriterWay;
  /** Why it is not to be tried: its last load ended the tab. */
  barred?: PlainProblem;
}

export interface LadderParts {
  installed: readonly InstalledModel[];
  gpu: GraphicsFacts | undefined;
  /** Ways of a model whose last load ended the tab. */
  crashed(modelId: string): Promise<readonly WriterWay[]>;
}

export const isWriter = ({ entry }: InstalledModel): boolean => entry.kind === 'language' && entry.language !== undefined;

/** What a person can choose from, quoting first. */
export function usableWriters(installed: readonly InstalledModel[], browserOffers: boolean): UsableWriter[] {
  const models = installed.filter(isWriter).map(({ entry: { id, name, maker, goodFor } }): UsableWriter => ({ id, name, maker, goodFor, kind: 'vault' }));
  return [QUOTING, ...(browserOffers ? [BROWSER] : []), ...models];
}

/**
 * Ways of the wanted model, best first, and after them those of every smaller one, largest first.
 * @returns none when the wanted model is not here
 */
export async function ladderFrom(wanted: string, { installed, gpu, crashed }: LadderParts): Promise<Rung[]> {
  const models = installed.filter(isWriter);
  const first = models.find(({ entry }) => entry.id === wanted);
  if (!first && wanted !== BROWSER.id) return [];
  const size = first?.entry.parameters ?? BROWSER_MILLIONS;
  const smaller = models.filter(({ entry }) => entry.id !== wanted && entry.parameters < size)
    .toSorted((a, b) => b.entry.parameters - a.entry.parameters || a.entry.id.localeCompare(b.entry.id));
  const rungs = await Promise.all([...(first ? [first] : []), ...smaller].map(async (model) => rungsOf(model, gpu, await crashed(model.entry.id))));
  return [...(first ? [] : [{ key: BROWSER.id, id: BROWSER.id, name: BROWSER.name }]), ...rungs.flat()];
}

function rungsOf(model: InstalledModel, gpu: GraphicsFacts | undefined, crashed: readonly WriterWay[]): Rung[] {
  const { id, name } = model.entry;
  const ways = writerWays(model, gpu);
  const bar = (why: string) => ({ barred: new Problem('model-unusable', { modelId: id, why }).plain() });
  if (ways.length === 0) return [{ key: id, id, name, ...bar('there is no graphics device that it can use') }];
  return ways.map((way) => ({
    key: [id, way.device, way.dtype].join('/'), id, name, way,
    ...(crashed.some(({ device, dtype }) => device === way.device && dtype === way.dtype) && bar('it ended the tab when it was last tried')),
  }));
}

/**
 * Finds the way that a chosen model runs on this machine, by trying one after another. A graphics device is believed only when its vectors
 * agree with known ones, because backends were seen to compute wrong vectors without an error. Where nobody knows any, the processor's own
 * are taken as known. Every way is tried in a fresh worker: a failed load poisons the runtime.
 */
import type { EmbeddingProfile, EncoderWay, FoundWay } from '../contract/embedding.ts';
import type { RefusedWay } from '../contract/library.ts';
import { Problem } from '../contract/problem.ts';
import { OTHER_VECTORS } from '../embedding/golden-test.ts';

type Golden = EmbeddingProfile['golden'];

export interface WayParts {
  modelId: string;
  /** Best first (`waysFor`). */
  ways: readonly EncoderWay[];
  /** Not to be tried: their last load ended its tab, or they failed before in this session. */
  refused: readonly RefusedWay[];
  /** Known vectors, when there are any beforehand. */
  golden: Golden;
  /** Loads the model that way in a fresh worker, and compares its vectors with the known ones. Rejects when the worker is ended meanwhile. */
  start(way: EncoderWay, golden: Golden): Promise<unknown>;
  /** Vectors of the test texts, from the worker that was started last. */
  knownAnswers(): Promise<Golden>;
  /** Ends the worker that was started last, whatever it is doing. */
  stop(): Promise<void>;
}

/** With the vectors that other ways, also of other workers and later days, can be tested against: the same model at the same revision. */
export type FoundAndKnown = FoundWay & { known: Golden };

/**
 * On return the worker that was started last runs the model the way that was found. Otherwise none runs.
 * @throws Problem model-damaged when no way works and a damaged file is to blame for one, else model-unusable, whose `why` lists them. The
 *   signal's reason once it is aborted: a load cannot be interrupted, so its worker is ended.
 */
export async function findWay(signal: AbortSignal, parts: WayParts): Promise<FoundAndKnown> {
  const refused = [...parts.refused];
  let damage: Problem | undefined;
  const isOpen = (way: EncoderWay) => !refused.some((other) => isSameWay(way, other));
  const attempt = async <T>(way: EncoderWay, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await untilAborted(signal, work);
    } catch (error) {
      await parts.stop();
      signal.throwIfAborted();
      const why = reasonOf(error);
      if (why === 'damaged') damage ??= error as Problem;
      refused.push({ ...way, why });
      return undefined;
    }
  };

  let known = parts.golden;
  const open = parts.ways.filter(isOpen);
  const processor = open.find(({ device }) => device === 'wasm');
  if (known.length === 0 && processor && open[0] !== processor) {
    known = (await attempt(processor, () => askProcessor(processor, parts))) ?? known;
  }
  for (const way of open) {
    if (!isOpen(way)) continue;
    const started = await attempt(way, async () => {
      await parts.start(way, known);
      // From now on others can be compared with it.
      return known.length > 0 || way.device !== 'wasm' ? known : parts.knownAnswers();
    });
    if (started) return { way, refused, known: started };
  }
  throw damage ?? new Problem('model-unusable', { modelId: parts.modelId, why: inWords(refused) });
}

export const isSameWay = (a: EncoderWay, b: EncoderWay): boolean => a.device === b.device && a.dtype === b.dtype;

async function askProcessor(processor: EncoderWay, { start, knownAnswers, stop }: WayParts): Promise<Golden> {
  await start(processor, []);
  const known = await knownAnswers();
  await stop();
  return known;
}

/** Only the caller can end what it is waiting for. */
async function untilAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work(), aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function reasonOf(error: unknown): RefusedWay['why'] {
  if (!(error instanceof Problem)) return 'cannot-run';
  if (error.code === 'model-damaged') return 'damaged';
  if (error.code !== 'model-unusable') return 'cannot-run';
  return (error as Problem<'model-unusable'>).details.why === OTHER_VECTORS ? 'other-vectors' : 'cannot-run';
}

const REASON: Record<RefusedWay['why'], string> = {
  'other-vectors': 'computes other vectors than the known ones',
  'cannot-run': 'cannot run it',
  damaged: 'has a damaged file',
  'ended-the-tab': 'ended the tab when it was last tried',
};

function inWords(refused: readonly RefusedWay[]): string {
  if (refused.length === 0) return 'none of its files can run on this device';
  return refused.map(({ device, dtype, why }) => `${device} (${dtype}) ${REASON[why]}`).join('; ');
}

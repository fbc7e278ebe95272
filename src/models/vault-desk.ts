/** The vault's own work, one job for each model at a time: downloading, taking in, removing. Told to the page and to the other tabs as it goes. */
import type { CatalogueEntry } from '../contract/model.ts';
import { Problem, type PlainProblem } from '../contract/problem.ts';
import { downloadModel } from './download-model.ts';
import { readInstalled, sweep } from './install.ts';
import { createLimiter } from './limiter.ts';
import { createMeter, type Meter } from './meter.ts';
import type { WorkState } from './model-states.ts';
import type { Net } from './net.ts';
import { openParcel, type Parcel } from './parcel.ts';
import { asPlan, buildOf, goesOn, makePlan, planNote, type Offer, type Plan } from './plan.ts';
import { recognise, type Recognised } from './recognise.ts';
import { freeOf, type StorageFacts } from './storage-report.ts';
import { isWhole, survey } from './survey.ts';
import { takeInModel } from './take-in.ts';
import type { VaultBoard } from './vault-board.ts';
import { PLAN, safeName } from './vault-layout.ts';
import { StoreFull, type VaultStore } from './vault-store.ts';
import type { VaultTabs } from './vault-tabs.ts';

/** Files that come at once, over all models: a few connections fill a line, and more only share it. */
const MOST_FILES_AT_ONCE = 3;
/** How long another tab is given to stop: one that is frozen may never do. */
const STOP_MS = 5_000;

export interface DeskParts {
  net: Net;
  store: VaultStore;
  storage: StorageFacts;
  /** The models that Carrel knows by itself. */
  catalogue: readonly CatalogueEntry[];
  board: VaultBoard;
  tabs: VaultTabs;
}

interface Job {
  build: string;
  controller: AbortController;
  over: Promise<void>;
}

export class VaultDesk {
  private readonly jobs = new Map<string, Job>();
  private readonly limiter = createLimiter(MOST_FILES_AT_ONCE);

  constructor(private readonly parts: DeskParts) {}

  /** Resolves when the model is installed, or the work ended otherwise; how it ended is on the board. @throws Problem model-not-known */
  async download(modelId: string, build: string): Promise<void> {
    const offer = this.parts.board.offers.get(modelId);
    if (!offer) throw new Problem('model-not-known', { name: modelId });
    buildOf(offer.entry, build);
    const running = this.jobs.get(modelId);
    if (running?.build === build) return running.over;
    await this.stopOwn(modelId);
    await this.start(modelId, build, (signal) => this.downloadHereOrThere(signal, offer, build));
  }

  /** @throws nothing: what came of it is on the board */
  async takeIn(files: readonly { path: string; file: File }[]): Promise<void> {
    const { board, catalogue } = this.parts;
    board.setImported(undefined);
    let parcel: Parcel = { name: files[0]?.path ?? '', files: new Map() };
    try {
      parcel = await openParcel(files);
      const found = await recognise(new AbortController().signal, parcel, catalogue);
      const { id } = found.entry;
      await this.stop(id);
      if (!board.offers.has(id)) board.setOffer({ entry: found.entry, source: 'folder' });
      let problem: PlainProblem | undefined;
      await this.start(id, '', async (signal) => {
        await this.parts.tabs.whenFree(id, async () => {
          problem = await this.takeInHere(signal, parcel.name, found);
        });
      });
      // A job that was cancelled leaves no word.
      const isHere = board.work.get(id) === undefined && (await readInstalled(this.folder(id))) !== undefined;
      if (problem) board.setImported({ name: parcel.name, problem });
      else if (isHere) board.setImported({ name: parcel.name, modelId: id });
    } catch (error) {
      board.setImported({ name: parcel.name, problem: plainOf(error) });
    }
    await board.flush();
  }

  /** Ends the work on a model, in whatever tab, and keeps what is here. */
  async stop(modelId: string): Promise<void> {
    const { board, tabs, net } = this.parts;
    await this.stopOwn(modelId);
    board.setWork(modelId, undefined);
    const other = board.others.get(modelId);
    if (!other) return;
    if (other.status !== 'failed') {
      tabs.askToStop(modelId);
      const late = new AbortController();
      const callOff = net.after(STOP_MS, () => late.abort());
      await tabs.othersEnd(late.signal, modelId).catch(() => {});
      callOff();
    }
    board.setOthersWork(modelId, undefined);
  }

  async stopOwn(modelId: string): Promise<void> {
    const job = this.jobs.get(modelId);
    job?.controller.abort(new DOMException('The person stopped it.', 'AbortError'));
    await job?.over;
  }

  /** Deletes the unfinished files of a model; an installed one stays. */
  async cancel(modelId: string): Promise<void> {
    await this.clear(modelId, async () => {
      const folder = this.folder(modelId);
      const installed = await readInstalled(folder);
      if (!installed || !isWhole(installed, await folder.list())) return this.parts.store.dropFolder(safeName(modelId));
      await folder.dropNote(PLAN);
      await sweep(folder, installed);
    });
  }

  /** Deletes a model with everything of it. */
  async remove(modelId: string): Promise<void> {
    await this.clear(modelId, () => this.parts.store.dropFolder(safeName(modelId)));
  }

  /** Looks again at what lies in a model's folder. */
  async look(modelId: string): Promise<void> {
    const { board, catalogue } = this.parts;
    const { state, bytes, entry, source } = await survey(this.folder(modelId));
    const offer = board.offers.get(modelId);
    // What came from a folder may name a repository, where its other builds are.
    if (!offer && entry && source) board.setOffer({ entry, source: source === 'folder' && entry.repository ? 'hub' : source });
    // A model that came from a folder is known only while it is here.
    const isKnown = catalogue.some(({ id }) => id === modelId) || offer?.source === 'own-address';
    if (state.status === 'absent' && !isKnown && !this.jobs.has(modelId)) board.dropOffer(modelId);
    board.setStored(modelId, state, bytes);
  }

  private folder(modelId: string) {
    return this.parts.store.folder(safeName(modelId));
  }

  private async clear(modelId: string, work: () => Promise<void>): Promise<void> {
    const { board, tabs } = this.parts;
    await this.stop(modelId);
    await tabs.whenFree(modelId, work);
    await this.look(modelId);
    tabs.tellEnded(modelId);
    await board.refreshReport();
    await board.flush();
  }

  private async start(modelId: string, build: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const controller = new AbortController();
    const over = this.run(modelId, work, controller.signal);
    this.jobs.set(modelId, { build, controller, over });
    await over;
  }

  /** Never rejects: a failure is a state. */
  private async run(modelId: string, work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    const { board } = this.parts;
    try {
      await work(signal);
    } catch (error) {
      if (!signal.aborted) this.fail(modelId, error);
    }
    this.jobs.delete(modelId);
    if (signal.aborted) board.setWork(modelId, undefined);
    await this.look(modelId);
    await board.refreshReport();
    await board.flush();
  }

  private fail(modelId: string, error: unknown): void {
    const { board } = this.parts;
    const { build = '', done = 0, of = 0 } = board.work.get(modelId) ?? {};
    board.setWork(modelId, { status: 'failed', build, done, of, problem: plainOf(error) });
  }

  /** Another tab that works on it is waited for; when it dies, this one goes on. */
  private async downloadHereOrThere(signal: AbortSignal, offer: Offer, build: string): Promise<void> {
    const { board, tabs } = this.parts;
    const { id } = offer.entry;
    for (;;) {
      const ran = await tabs.ifFree(id, () => this.inTurn(signal, id, build, (meter) => this.downloadHere(signal, offer, build, meter)));
      if (ran) return;
      board.setWork(id, undefined);
      if ((await tabs.othersEnd(signal, id)) === 'said') return;
    }
  }

  private async downloadHere(signal: AbortSignal, offer: Offer, build: string, meter: Meter): Promise<void> {
    const { net, storage } = this.parts;
    const folder = this.folder(offer.entry.id);
    const installed = await readInstalled(folder);
    if (installed?.builds.includes(build) && isWhole(installed, await folder.list())) return;
    const kept = asPlan(await folder.readNote(PLAN));
    const plan = kept && goesOn(kept, offer, build) ? kept : await this.newPlan(signal, offer, build, meter);
    if (plan !== kept) await folder.writeNote(PLAN, planNote(plan));
    const freeBytes = async () => freeOf(await storage.estimate().catch(() => ({})));
    await downloadModel(signal, { net, folder, limiter: this.limiter, freeBytes, meter }, plan, installed);
  }

  private async newPlan(signal: AbortSignal, offer: Offer, build: string, meter: Meter): Promise<Plan> {
    const installed = await readInstalled(this.folder(offer.entry.id));
    // A build is added from the commit that the others came from.
    const revision = installed?.source === 'hub' ? installed.entry.revision : undefined;
    return makePlan(signal, this.parts.net, offer, build, { revision, onWait: (wait) => meter.wait('', wait) });
  }

  /** @returns why nothing came of it: the model itself is as it was, and no failed one */
  private async takeInHere(signal: AbortSignal, name: string, found: Recognised): Promise<PlainProblem | undefined> {
    const { id } = found.entry;
    const { net, storage } = this.parts;
    const folder = this.folder(id);
    const freeBytes = async () => freeOf(await storage.estimate().catch(() => ({})));
    let problem: PlainProblem | undefined;
    await this.inTurn(signal, id, found.builds[0] ?? '', async (meter) => {
      try {
        await takeInModel(signal, { net, folder, freeBytes, meter }, name, found);
      } catch (error) {
        await this.dropLeftovers(id);
        signal.throwIfAborted();
        problem = plainOf(error);
      }
    });
    return problem;
  }

  /** A folder is copied from its beginning next time. The files of an unfinished download stay. */
  private async dropLeftovers(modelId: string): Promise<void> {
    const folder = this.folder(modelId);
    if (asPlan(await folder.readNote(PLAN))) return;
    const installed = await readInstalled(folder);
    if (installed) await sweep(folder, installed);
    else await this.parts.store.dropFolder(safeName(modelId));
  }

  /** Work that holds the model's lock: its progress is on the board and in the other tabs until it is over. */
  private async inTurn(signal: AbortSignal, modelId: string, build: string, work: (meter: Meter) => Promise<void>): Promise<void> {
    const { board, tabs, net } = this.parts;
    const teller = createTeller(net, (state) => tabs.tell(modelId, state));
    const show = () => {
      const state: WorkState = { build, ...meter.read() };
      board.setWork(modelId, state);
      teller.tell(state);
    };
    const meter = createMeter(() => net.now(), show);
    // A host that stalls changes nothing: the speed that was shown must fall all the same.
    let callOff = () => {};
    const tick = () => {
      show();
      callOff = net.after(TICK_MS, tick);
    };
    board.setOthersWork(modelId, undefined);
    tick();
    try {
      signal.throwIfAborted();
      await work(meter);
      board.setWork(modelId, undefined);
    } catch (error) {
      if (!signal.aborted) this.fail(modelId, error);
      throw error;
    } finally {
      callOff();
      teller.end();
      const left = board.work.get(modelId);
      tabs.tellEnded(modelId, left?.status === 'failed' ? left : undefined);
    }
  }
}

const TICK_MS = 1_000;
/** Other tabs hear of progress a few times a second, and of another status at once. */
const TELL_MS = 150;
function createTeller(net: Net, tell: (state: WorkState) => void): { tell(state: WorkState): void; end(): void } {
  let told = { at: -Infinity, status: '' };
  let newest: WorkState | undefined;
  const send = (state: WorkState) => {
    told = { at: net.now(), status: state.status };
    newest = undefined;
    tell(state);
  };
  return {
    tell(state) {
      if (state.status !== told.status || net.now() - told.at >= TELL_MS) return send(state);
      // The last word before a silence must be heard, too.
      if (!newest) net.after(TELL_MS, () => newest && send(newest));
      newest = state;
    },
    end: () => (newest = undefined),
  };
}

/** Any failure as plain data that can be shown. */
function plainOf(error: unknown): PlainProblem {
  if (error instanceof Problem) return error.plain();
  if (error instanceof StoreFull) return { code: 'storage-full', details: { neededBytes: 0 } };
  return { code: 'unexpected', details: { message: error instanceof Error ? error.message : String(error) } };
}

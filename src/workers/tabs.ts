/**
 * Several tabs, one writer. The tab that holds the lock reads files and writes; the others answer their own searches
 * and send what should change to the writer. When its tab closes or freezes, another takes over.
 */
import type { LibraryCommands, LibrarySnapshot } from '../contract/library.ts';
import { Problem, type PlainProblem } from '../contract/problem.ts';
import type { DocumentId } from '../contract/range.ts';
import { plainProblem } from '../ingest/shelf.ts';

type CommandName = keyof LibraryCommands;
type Message =
  | { type: 'command'; id: string; name: CommandName; args: unknown[] }
  | { type: 'received'; id: string }
  | { type: 'done'; id: string; problem?: PlainProblem }
  | { type: 'snapshot'; snapshot: LibrarySnapshot }
  | { type: 'snapshot-please' }
  | { type: 'changed'; ids: DocumentId[] }
  | { type: 'space-changed' };

/** A living writer acknowledges at once; one that is silent for this long is frozen, and is replaced. */
const SILENCE_MS = 8_000;
/** Changes are told in bundles: a document with many vectors changes many times a second. */
const BUNDLE_MS = 400;
const LOCK = 'carrel-writer';

export interface TabParts {
  /** This tab has become the writer. Returns how its commands are carried out. */
  write(): Promise<LibraryCommands>;
  /** Another tab took over: write nothing more. */
  rest(): void;
  /** The writer's newest state, in a tab that is not the writer. */
  onSnapshot(snapshot: LibrarySnapshot): void;
  /** What the writer changed, in a tab that is not the writer. */
  onChanged(ids: DocumentId[]): void;
  /** Another index version answers now, in a tab that is not the writer. */
  onSpaceChanged(): void;
  /** Sends the newest snapshot to whoever asks. */
  snapshot(): LibrarySnapshot | undefined;
}

/** A command that another tab was asked to carry out. */
interface Pending extends PromiseWithResolvers<void> {
  name: CommandName;
  args: unknown[];
  heard: () => void;
}

export class Tabs {
  /** Resolves when it is known whether this tab writes, and it is ready to. */
  readonly joined: Promise<void>;
  private readonly channel = new BroadcastChannel('carrel');
  private readonly pending = new Map<string, Pending>();
  private readonly changed = new Set<DocumentId>();
  private readonly settled = Promise.withResolvers<void>();
  private commands: LibraryCommands | undefined;

  constructor(private readonly parts: TabParts) {
    this.channel.addEventListener('message', ({ data }: MessageEvent<Message>) => this.hear(data));
    this.joined = this.join();
  }

  get isWriter(): boolean {
    return this.commands !== undefined;
  }

  command(name: CommandName, ...args: unknown[]): Promise<void> {
    return this.commands ? carryOut(this.commands, name, args) : this.ask(name, args);
  }

  /** Tells the other tabs what is on the shelf now; before it, what has to be read again for it to be true there. */
  showOthers(snapshot: LibrarySnapshot): void {
    this.tellChanged();
    this.post({ type: 'snapshot', snapshot });
  }

  /** Tells the other tabs that what is stored of a document has changed. */
  announce(id: DocumentId): void {
    if (this.changed.size === 0) setTimeout(() => this.tellChanged(), BUNDLE_MS);
    this.changed.add(id);
  }

  /** Tells the other tabs that another index version answers. */
  announceSpace(): void {
    this.post({ type: 'space-changed' });
  }

  private tellChanged(): void {
    if (this.changed.size > 0) this.post({ type: 'changed', ids: [...this.changed] });
    this.changed.clear();
  }

  private post(message: Message): void {
    this.channel.postMessage(message);
  }

  private async join(): Promise<void> {
    const { held } = await navigator.locks.query();
    this.queue();
    if (!held?.some(({ name }) => name === LOCK)) return this.settled.promise;
    this.settled.resolve();
    this.post({ type: 'snapshot-please' });
  }

  /** Taking the lock from a frozen tab ends its request there, with an AbortError. */
  private queue(options: LockOptions = {}): void {
    navigator.locks.request(LOCK, options, () => this.hold()).catch(() => {
      this.commands = undefined;
      this.parts.rest();
      this.queue();
    });
  }

  private async hold(): Promise<void> {
    try {
      this.commands = await this.parts.write();
    } catch (error) {
      this.settled.reject(error);
      return;
    }
    this.settled.resolve();
    // What the last writer may have left undone. Every command can be carried out twice without harm.
    for (const { name, args, resolve, reject } of this.pending.values()) carryOut(this.commands, name, args).then(resolve, reject);
    // Held until this tab ends, or another tab takes the lock away from it.
    await new Promise<never>(() => {});
  }

  private hear(message: Message): void {
    if (this.commands) this.hearAsWriter(message, this.commands);
    else this.hearAsReader(message);
  }

  private hearAsWriter(message: Message, commands: LibraryCommands): void {
    if (message.type === 'command') void this.obey(message, commands);
    const snapshot = message.type === 'snapshot-please' ? this.parts.snapshot() : undefined;
    if (snapshot) this.showOthers(snapshot);
  }

  private hearAsReader(message: Message): void {
    if (message.type === 'snapshot') this.parts.onSnapshot({ ...message.snapshot, role: 'reader' });
    if (message.type === 'changed') this.parts.onChanged(message.ids);
    if (message.type === 'space-changed') this.parts.onSpaceChanged();
    if (message.type === 'received') this.pending.get(message.id)?.heard();
    if (message.type !== 'done') return;
    const { problem } = message;
    const waiting = this.pending.get(message.id);
    if (problem) waiting?.reject(new Problem(problem.code, problem.details as never));
    else waiting?.resolve();
  }

  private async obey({ id, name, args }: Extract<Message, { type: 'command' }>, commands: LibraryCommands): Promise<void> {
    this.post({ type: 'received', id });
    try {
      await carryOut(commands, name, args);
      this.post({ type: 'done', id });
    } catch (error) {
      this.post({ type: 'done', id, problem: plainProblem(error) });
    }
  }

  /** Asks the writer; when it does not even acknowledge, takes its place. */
  private async ask(name: CommandName, args: unknown[]): Promise<void> {
    const id = crypto.randomUUID();
    const silence = setTimeout(() => this.queue({ steal: true }), SILENCE_MS);
    const waiting: Pending = { ...Promise.withResolvers<void>(), name, args, heard: () => clearTimeout(silence) };
    this.pending.set(id, waiting);
    this.post({ type: 'command', id, name, args });
    try {
      await waiting.promise;
    } finally {
      clearTimeout(silence);
      this.pending.delete(id);
    }
  }
}

function carryOut(commands: LibraryCommands, name: CommandName, args: unknown[]): Promise<void> {
  return (commands[name] as (...args: unknown[]) => Promise<void>)(...args);
}

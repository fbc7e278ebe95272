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
  | { type: 'changed'; ids: DocumentId[] };

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
  /** Sends the newest snapshot to whoever asks. */
  snapshot(): LibrarySnapshot | undefined;
}

/** A command that another tab was asked to carry out. */
interface Pending extends PromiseWithResolvers<void> {
  name: CommandName;
  args: unknown[];
  heard: () => void;
}

export function joinTabs(parts: TabParts) {
  const channel = new BroadcastChannel('carrel');
  const pending = new Map<string, Pending>();
  const changed = new Set<DocumentId>();
  let commands: LibraryCommands | undefined;
  const settled = Promise.withResolvers<void>();

  const post = (message: Message) => channel.postMessage(message);

  async function hold() {
    try {
      commands = await parts.write();
    } catch (error) {
      settled.reject(error);
      return;
    }
    settled.resolve();
    // What the last writer may have left undone. Every command can be carried out twice without harm.
    for (const { name, args, resolve, reject } of pending.values()) carryOut(commands, name, args).then(resolve, reject);
    // Held until this tab ends, or another tab takes the lock away from it.
    await new Promise<never>(() => {});
  }

  /** Taking the lock from a frozen tab ends its request there, with an AbortError. */
  function queue(options: LockOptions = {}) {
    navigator.locks.request(LOCK, options, hold).catch(() => {
      commands = undefined;
      parts.rest();
      queue();
    });
  }

  async function join() {
    const free = await navigator.locks.query().then(({ held }) => !held?.some(({ name }) => name === LOCK));
    queue();
    if (free) return;
    settled.resolve();
    post({ type: 'snapshot-please' });
  }

  function carryOut<Name extends CommandName>(writer: LibraryCommands, name: Name, args: unknown[]): Promise<void> {
    return (writer[name] as (...args: unknown[]) => Promise<void>)(...args);
  }

  async function obey({ id, name, args }: Extract<Message, { type: 'command' }>) {
    if (!commands) return;
    post({ type: 'received', id });
    try {
      await carryOut(commands, name, args);
      post({ type: 'done', id });
    } catch (error) {
      post({ type: 'done', id, problem: plainProblem(error) });
    }
  }

  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    switch (data.type) {
      case 'command':
        return void obey(data);
      case 'received':
        return pending.get(data.id)?.heard();
      case 'done': {
        const waiting = pending.get(data.id);
        if (data.problem) waiting?.reject(new Problem(data.problem.code, data.problem.details as never));
        else waiting?.resolve();
        return;
      }
      case 'snapshot':
        return commands ? undefined : parts.onSnapshot({ ...data.snapshot, role: 'reader' });
      case 'snapshot-please': {
        const snapshot = commands && parts.snapshot();
        return snapshot && post({ type: 'snapshot', snapshot });
      }
      case 'changed':
        return commands ? undefined : parts.onChanged(data.ids);
    }
  });

  /** Asks the writer; when it does not even acknowledge, takes its place. */
  async function ask(name: CommandName, args: unknown[]): Promise<void> {
    const id = crypto.randomUUID();
    const silence = setTimeout(() => queue({ steal: true }), SILENCE_MS);
    const waiting: Pending = { ...Promise.withResolvers<void>(), name, args, heard: () => clearTimeout(silence) };
    pending.set(id, waiting);
    post({ type: 'command', id, name, args });
    try {
      await waiting.promise;
    } finally {
      clearTimeout(silence);
      pending.delete(id);
    }
  }

  return {
    /** Resolves when it is known whether this tab writes, and it is ready to. */
    joined: join().then(() => settled.promise),
    get isWriter() {
      return commands !== undefined;
    },
    command: (name: CommandName, ...args: unknown[]): Promise<void> => (commands ? carryOut(commands, name, args) : ask(name, args)),
    /** Tells the other tabs what is on the shelf now. */
    showOthers: (snapshot: LibrarySnapshot) => post({ type: 'snapshot', snapshot }),
    /** Tells the other tabs that what is stored of a document has changed. */
    announce(id: DocumentId) {
      if (changed.size === 0) {
        setTimeout(() => {
          post({ type: 'changed', ids: [...changed] });
          changed.clear();
        }, BUNDLE_MS);
      }
      changed.add(id);
    },
  };
}

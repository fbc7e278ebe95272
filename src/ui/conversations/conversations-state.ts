/** All conversations: their list, search in them, and what is done to one as a whole. */
import type { Answer, Conversation, ConversationHit } from '../../contract/answer.ts';
import type { Engine } from '../../contract/engine.ts';
import { explain, type Explained } from '../explain.ts';
import { createStore, type Store } from '../kit/store.ts';
import type { ToastState } from '../kit/toast-state.ts';

export type ConversationsEngine = Pick<Engine, 'conversations' | 'findInConversations' | 'renameConversation' | 'removeConversation' | 'answers'>;

interface Parts {
  list: { status: 'reading' } | { status: 'read'; conversations: Conversation[] } | { status: 'failed'; why: Explained };
  /** Ids of conversations that are out of the list while their removal can be undone. */
  removing: ReadonlySet<string>;
  typed: string;
  found: { status: 'nothing-typed' } | { status: 'found'; hits: ConversationHit[] } | { status: 'failed'; why: Explained };
  /** Whether the panel is wanted. It answers once, when it is there. */
  called: boolean;
}

export interface ConversationsParts {
  engine: ConversationsEngine;
  toasts: Pick<ToastState, 'show'>;
  /** A conversation is leaving the list, or has come back to it. */
  onRemove: (id: string) => void;
  onBack: (id: string) => void;
}

/** Typing pauses shorter than this are not worth a search. Milliseconds. */
const PAUSE_MS = 150;

/** Last changed first, without those that are being removed. */
export const listed = ({ list, removing }: Parts): Conversation[] =>
  list.status === 'read' ? list.conversations.filter(({ id }) => !removing.has(id)) : [];

export const titleOf = (state: Parts, id: string): string | undefined => listed(state).find((conversation) => conversation.id === id)?.title;

/** Which conversation is open after a reload: the last one, if it is still there; on a first visit the one changed last. */
export function conversationToOpen(conversations: readonly Conversation[], remembered: string | undefined): string | undefined {
  return conversations.find(({ id }) => remembered === undefined || id === remembered)?.id;
}

/** What is typed into the search of conversations, and what was found. */
function createSearch(engine: ConversationsEngine, store: Store<Parts>) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  async function find(mine: number, words: string) {
    try {
      const hits = await engine.findInConversations(words);
      if (mine === asked) store.set({ found: { status: 'found', hits } });
    } catch (error) {
      if (mine === asked) store.set({ found: { status: 'failed', why: explain(error) } });
    }
  }
  return (typed: string) => {
    clearTimeout(timer);
    const mine = ++asked;
    store.set({ typed, ...(typed.trim() === '' && { found: { status: 'nothing-typed' } }) });
    if (typed.trim() !== '') timer = setTimeout(() => void find(mine, typed.trim()), PAUSE_MS);
  };
}

/** Renames on screen at once, and back when it could not be stored. An empty title changes nothing. */
function createRename(engine: ConversationsEngine, store: Store<Parts>, toasts: Pick<ToastState, 'show'>) {
  const setTitle = (id: string, title: string) => store.set(({ list }) => ({
    list: list.status === 'read' ? { ...list, conversations: list.conversations.map((one) => (one.id === id ? { ...one, title } : one)) } : list,
  }));
  return async (id: string, title: string) => {
    const before = titleOf(store.get(), id);
    const wanted = title.trim();
    if (wanted === '' || wanted === before) return;
    setTitle(id, wanted);
    try {
      await engine.renameConversation(id, wanted);
    } catch (error) {
      if (before !== undefined) setTitle(id, before);
      toasts.show(explain(error).sentence);
    }
  };
}

export function createConversationsState({ engine, toasts, onRemove, onBack }: ConversationsParts) {
  const store = createStore<Parts>({ list: { status: 'reading' }, removing: new Set(), typed: '', found: { status: 'nothing-typed' }, called: false });
  const find = createSearch(engine, store);
  const setRemoving = (id: string, removed: boolean) => store.set(({ removing }) => {
    const others = [...removing].filter((other) => other !== id);
    return { removing: new Set(removed ? [...others, id] : others) };
  });

  /** Reads the list again. What was read before stays on screen meanwhile. */
  async function read(): Promise<Conversation[]> {
    try {
      const conversations = await engine.conversations();
      store.set({ list: { status: 'read', conversations } });
      return conversations;
    } catch (error) {
      if (store.get().list.status !== 'read') store.set({ list: { status: 'failed', why: explain(error) } });
      return [];
    }
  }

  /** Takes a conversation out of the list now, and out of the library when its undo is gone. */
  function remove({ id, title }: Conversation) {
    const putBack = () => {
      setRemoving(id, false);
      onBack(id);
    };
    setRemoving(id, true);
    onRemove(id);
    toasts.show(`Deleted the conversation “${title}”.`, { label: 'Undo', run: putBack }, () => {
      engine.removeConversation(id).then(read).then(() => setRemoving(id, false), (error: unknown) => {
        putBack();
        toasts.show(explain(error).sentence);
      });
    });
  }

  return {
    store,
    read,
    find,
    remove,
    rename: createRename(engine, store, toasts),
    /** All answers of one, oldest first. Undefined when they could not be read, which was said. */
    async answersOf(id: string): Promise<Answer[] | undefined> {
      try {
        return await engine.answers(id);
      } catch (error) {
        toasts.show(explain(error).sentence);
        return undefined;
      }
    },
    /** Asks for the panel. */
    call: () => store.set({ called: true }),
    answered: () => store.set({ called: false }),
  };
}

export type ConversationsState = ReturnType<typeof createConversationsState>;

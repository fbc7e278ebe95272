/** Which document is open in the reader, and where in it. */
import type { Engine } from '../../contract/engine.ts';
import type { ReadableDocument } from '../../contract/library.ts';
import type { DocumentId, Span } from '../../contract/range.ts';
import { explain, type Explained } from '../explain.ts';
import { createStore } from '../kit/store.ts';

/** A place to stop at: the quoted words, and the words of the query among them. Canonical offsets. */
export interface Stop {
  quote: Span;
  words: Span[];
}

export interface OpenRequest {
  id: DocumentId;
  name: string;
  /** Places to step through, in the order of the text. */
  stops: Stop[];
  /** Which of them to show first. */
  at: number;
}

export type ReaderView =
  | { status: 'closed' }
  | ({ status: 'opening' } & OpenRequest)
  | ({ status: 'failed'; why: Explained } & OpenRequest)
  | ({ status: 'open'; document: ReadableDocument } & OpenRequest);

interface Parts {
  view: ReaderView;
  /** Counts the times something was to be brought into view: the same place may be asked for twice. */
  visit: number;
  /** The page to bring into view, when a page was asked for rather than a stop. */
  wantedPage: number | undefined;
  /** The page in view, from 1; 0 for documents without pages. */
  page: number;
}

/** Where the keyboard was when a document was opened. */
export interface Opener {
  remember(): void;
  giveBack(): void;
}

export function createReaderState(engine: Pick<Engine, 'read' | 'original' | 'usePassword'>, opener: Opener) {
  const store = createStore<Parts>({ view: { status: 'closed' }, visit: 0, wantedPage: undefined, page: 0 });
  let asked = 0;

  const visit = (view: ReaderView, wantedPage?: number) => store.set((now) => ({ view, wantedPage, visit: now.visit + 1 }));

  async function load(request: OpenRequest) {
    const mine = ++asked;
    store.set({ view: { status: 'opening', ...request }, page: 0 });
    try {
      const document = await engine.read(request.id);
      if (mine === asked) visit({ status: 'open', document, ...request });
    } catch (error) {
      if (mine === asked) store.set({ view: { status: 'failed', why: explain(error), ...request } });
    }
  }

  return {
    store,
    /** Opens a document at a place, or moves to that place when it is open already. */
    async open(request: OpenRequest) {
      const { view } = store.get();
      opener.remember();
      if (view.status === 'open' && view.id === request.id) return visit({ ...view, ...request });
      await load(request);
    },
    async again() {
      const { view } = store.get();
      if (view.status !== 'closed') await load({ id: view.id, name: view.name, stops: view.stops, at: view.at });
    },
    close() {
      asked += 1;
      store.set({ view: { status: 'closed' }, wantedPage: undefined, page: 0 });
      opener.giveBack();
    },
    /** Gives the keyboard back to where the document was opened from, and leaves it open. */
    leave: () => opener.giveBack(),
    /** To the next (1) or the previous (-1) stop, around the ends. */
    step(by: 1 | -1) {
      const { view } = store.get();
      if (view.status !== 'open' || view.stops.length === 0) return;
      visit({ ...view, at: (view.at + by + view.stops.length) % view.stops.length });
    },
    goToPage(page: number) {
      const { view } = store.get();
      if (view.status !== 'open') return;
      visit(view, Math.min(Math.max(1, Math.round(page)), view.document.pages.length));
    },
    pageInView: (page: number) => { if (store.get().page !== page) store.set({ page }); },
    usePassword: (id: DocumentId, password: string) => engine.usePassword(id, password),
    original: (id: DocumentId) => engine.original(id),
  };
}

/** Puts the states of the page together. The engine is handed in; nothing else on the page knows it. */
import { createContext, useContext } from 'react';
import type { Engine } from '../contract/engine.ts';
import type { LibrarySnapshot } from '../contract/library.ts';
import { createAskingStates } from './asking-states.ts';
import { createFindState, hitsOf } from './find/find-state.ts';
import { createSealState } from './header/seal-state.ts';
import { createAnnouncerState } from './kit/announcer-state.ts';
import { countWords } from './kit/count-words.ts';
import { placeOfHref } from './kit/place-href.ts';
import { createToastState } from './kit/toast-state.ts';
import { createLibraryState } from './library/library-state.ts';
import { createMeaningState } from './meaning/meaning-state.ts';
import { createOpener } from './reader/opener.ts';
import { createReaderState } from './reader/reader-state.ts';
import { createViewState } from './view-state.ts';

/** Changes whenever searches would have other results: documents came, went, or became findable; another model answers. */
const findableStamp = (snapshot: LibrarySnapshot | undefined) =>
  snapshot ? [snapshot.embedding.status, snapshot.versions?.active.space, ...snapshot.documents.map((item) => `${item.id}${item.findable}`)].join() : '';

export function createDeskState(engine: Engine) {
  const toasts = createToastState();
  const announcer = createAnnouncerState();
  const view = createViewState();
  const seal = createSealState(engine);
  const library = createLibraryState(engine, toasts, seal.sealed);
  const meaning = createMeaningState({ engine, library: library.store, toasts, announce: announcer.say });
  const find = createFindState(engine, library.scope);
  const reader = createReaderState(engine, createOpener());
  const { startAsking, ...asking } = createAskingStates({ engine, toasts, view, announce: announcer.say, scope: library.scope });

  /** Keeps what is shown true while the library changes under it. */
  function followLibrary() {
    let { chosen } = library.store.get();
    let stamp = '';
    return library.store.watch(() => {
      const now = library.store.get();
      const newStamp = findableStamp(now.snapshot);
      if (now.chosen !== chosen || newStamp !== stamp) void find.again();
      chosen = now.chosen;
      stamp = newStamp;
      const shown = reader.store.get().view;
      if (now.snapshot && shown.status === 'open' && !now.snapshot.documents.some((item) => item.id === shown.id)) reader.close();
    });
  }

  function followResults() {
    let said = find.store.get().found;
    return find.store.watch(() => {
      const { found } = find.store.get();
      if (found === said) return;
      said = found;
      if (found.status === 'found' && found.settled) announcer.say(found.hits.length === 0 ? 'No passage matches.' : countWords(hitsOf(found).length, 'result'));
      else announcer.say('');
    });
  }

  /** Opens the place that the address of the page names, once its document is known. */
  function followAddress() {
    const place = placeOfHref(location.hash);
    const stop = library.store.watch(() => {
      const item = library.store.get().snapshot?.documents.find(({ id }) => id === place?.id);
      if (!place || !item) return;
      stop();
      void reader.open({ id: item.id, name: item.name, stops: [{ quote: place.span, words: [] }], at: 0 });
    });
    return stop;
  }

  engine.onUpdateWaiting(view.offerUpdate);
  return {
    toasts, announcer, seal, library, meaning, find, reader, view, ...asking,
    drawPage: engine.drawPage.bind(engine),
    /** Starts listening and brings back the conversation. Returns how to stop. */
    start() {
      const stops = [followLibrary(), followResults(), followAddress(), meaning.start(location.hash), library.start()];
      void startAsking();
      return () => { for (const stop of stops) stop(); };
    },
  };
}

export type DeskState = ReturnType<typeof createDeskState>;

export const DeskContext = createContext<DeskState | undefined>(undefined);

/** The states of the page, for any component inside the App. */
export function useDesk(): DeskState {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('Only inside the App.');
  return desk;
}

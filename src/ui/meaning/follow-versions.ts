/** Tells what happens to index versions, once each: a screen reader hears it, and a note says when another model answers. */
import type { IndexVersions, LibrarySnapshot } from '../../contract/library.ts';
import type { Store } from '../kit/store.ts';
import { buildNews } from './meaning-words.ts';

export interface SnapshotStore {
  get(): { snapshot: LibrarySnapshot | undefined };
  watch: Store<object>['watch'];
}

interface Listeners {
  announce: (text: string) => void;
  /** Another version answers now. Not called for the first one, which only says its name. */
  onSwitch: (before: IndexVersions, now: IndexVersions) => void;
}

/** @returns how to stop */
export function followVersions(library: SnapshotStore, { announce, onSwitch }: Listeners): () => void {
  let before = library.get().snapshot?.versions;
  return library.watch(() => {
    const now = library.get().snapshot?.versions;
    if (now === before) return;
    const old = before;
    before = now;
    const news = buildNews(now?.building);
    // Whoever opens a page where work goes on already sees it in the header, and is not interrupted.
    if (old && news !== '' && news !== buildNews(old.building)) announce(news);
    if (old && now && old.active.space !== now.active.space) onSwitch(old, now);
  });
}

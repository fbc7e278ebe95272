import type { KeyboardEvent } from 'react';
import { useDesk } from '../desk-state.ts';
import { useStore } from '../kit/store.ts';
import type { Mode } from '../view-state.ts';
import styles from './Desk.module.css';

const TABS: readonly { mode: Mode; name: string }[] = [{ mode: 'find', name: 'Find' }, { mode: 'ask', name: 'Ask' }];

/** The two modes of the desk (tabs of the ARIA practices: arrows choose, Tab goes on to the panel). */
export function Tabs() {
  const { view } = useDesk();
  const mode = useStore(view.store, (state) => state.mode);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) return;
    event.preventDefault();
    const next: Mode = event.key === 'Home' ? 'find' : event.key === 'End' ? 'ask' : mode === 'find' ? 'ask' : 'find';
    view.setMode(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div role="tablist" aria-label="Find or ask" className={styles.tabs}>
      {TABS.map((tab) => (
        <button
          key={tab.mode}
          type="button"
          role="tab"
          id={`tab-${tab.mode}`}
          className={styles.tab}
          aria-selected={mode === tab.mode}
          aria-controls="desk-panel"
          tabIndex={mode === tab.mode ? 0 : -1}
          onClick={() => view.setMode(tab.mode)}
          onKeyDown={onKeyDown}
        >
          {tab.name}
        </button>
      ))}
    </div>
  );
}

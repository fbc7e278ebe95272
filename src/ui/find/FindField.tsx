import { useDesk } from '../desk-state.ts';
import styles from '../desk/Desk.module.css';
import { ScopeLine } from '../desk/ScopeLine.tsx';
import { useField } from '../desk/use-field.ts';
import { useStore } from '../kit/store.ts';
import { focusHit } from './focus-hit.ts';

/** Finds while one types. Arrow down goes into the results. */
export function FindField() {
  const { find } = useDesk();
  const text = useStore(find.store, (state) => state.text);
  const field = useField();
  return (
    <>
      <div className={styles.field}>
        <input
          ref={field}
          type="search"
          dir="auto"
          aria-label="Search"
          placeholder="Words, or what they mean"
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          value={text}
          onChange={(event) => void find.type(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown' && focusHit(0)) event.preventDefault();
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) void find.again();
          }}
        />
      </div>
      <ScopeLine />
    </>
  );
}

import { useState } from 'react';
import type { IndexVersion } from '../../contract/library.ts';
import { useDesk } from '../desk-state.ts';
import { bytesWords } from '../kit/bytes-words.ts';
import controls from '../kit/controls.module.css';
import styles from './Meaning.module.css';
import { versionName } from './meaning-words.ts';
import { PANEL_TITLE } from './panel-ids.ts';
import { useHandsFocusBack } from './use-hands-focus-back.ts';

/** The version that answered before: the way back, and the room it takes. Freeing it asks first, because it cannot be undone. */
export function PreviousSection({ previous, active }: { previous: IndexVersion; active: IndexVersion }) {
  const { meaning } = useDesk();
  const [asked, setAsked] = useState(false);
  const section = useHandsFocusBack<HTMLElement>(PANEL_TITLE);
  const name = versionName(previous, active);
  const size = bytesWords(previous.bytes);
  return (
    <section ref={section} className={styles.section} aria-label="Kept from before">
      <h3>Kept from before</h3>
      <p aria-live="polite">
        {asked
          ? <>Free {size}? To use <bdi>{name}</bdi> again, its index would have to be made again.</>
          : <>The index for <bdi>{name}</bdi> is kept as it is, so going back is one click. It takes {size}.</>}
      </p>
      <div className={styles.row}>
        {/* The same two buttons with other words, so that the keyboard stays where it is. */}
        <button type="button" className={controls.button} onClick={() => (asked ? setAsked(false) : void meaning.goBack())}>{asked ? 'Keep it' : <span>Go back to <bdi>{name}</bdi></span>}</button>
        <button type="button" className={controls.button} onClick={() => { setAsked(!asked); if (asked) void meaning.free(); }}>{asked ? `Free ${size} for good` : `Free ${size}`}</button>
      </div>
    </section>
  );
}

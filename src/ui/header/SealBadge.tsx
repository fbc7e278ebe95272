import { useDesk } from '../desk-state.ts';
import { Icon } from '../kit/Icon.tsx';
import { useStore } from '../kit/store.ts';
import styles from './Header.module.css';
import { sealWords } from './seal-words.ts';

const ICONS = { good: 'seal-check', plain: 'seal', warn: 'seal-open', bad: 'seal-open' } as const;

/** Whether anything can leave the page; pressed, it says what was tested. */
export function SealBadge() {
  const { seal } = useDesk();
  const state = useStore(seal.store, (now) => now.seal);
  const { label, title, paragraphs, tone } = sealWords(state);
  return (
    <>
      <button type="button" className={styles.seal} data-tone={tone} popoverTarget="seal-panel"><Icon name={ICONS[tone]} />{label}</button>
      <dialog id="seal-panel" className={styles.panel} popover="auto" aria-label={title}>
        <h2>{title}</h2>
        {paragraphs.map((text) => <p key={text}>{text}</p>)}
      </dialog>
    </>
  );
}

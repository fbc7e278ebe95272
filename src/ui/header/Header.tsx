import { useDesk } from '../desk-state.ts';
import { classes } from '../kit/classes.ts';
import controls from '../kit/controls.module.css';
import { Icon } from '../kit/Icon.tsx';
import { IconButton } from '../kit/IconButton.tsx';
import { useStore } from '../kit/store.ts';
import { ModelChip } from './ModelChip.tsx';
import styles from './Header.module.css';
import { SealBadge } from './SealBadge.tsx';
import { Status } from './Status.tsx';

const onMac = /mac|iphone|ipad/i.test(navigator.userAgent);

/** @param drawer whether the library is behind a button */
export function Header({ drawer }: { drawer: boolean }) {
  const { view } = useDesk();
  const update = useStore(view.store, (state) => state.update);
  return (
    <header className={styles.header}>
      {drawer && <IconButton id="open-library" icon="library" label="Open the library" onClick={() => view.setDrawer(true)} />}
      <h1 className={styles.wordmark}>Carrel</h1>
      <SealBadge />
      <Status />
      <span className={controls.grow} />
      {update && <button type="button" className={classes(controls.chip, styles.update)} title="Reloads the page. Nothing stored is lost." onClick={update}>Use the new version</button>}
      <ModelChip />
      <button type="button" className={classes(controls.chip, styles.commands)} aria-keyshortcuts="Control+K Meta+K" onClick={() => view.setDialog('commands')}>
        <span className={styles.dots}><Icon name="more" /></span><span className={styles.word}>Commands</span> <kbd className={styles.keys} aria-hidden="true">{onMac ? '⌘ K' : 'Ctrl K'}</kbd>
      </button>
    </header>
  );
}

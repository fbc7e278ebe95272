import { useDesk } from '../desk-state.ts';
import controls from '../kit/controls.module.css';
import { Dialog } from '../kit/Dialog.tsx';
import styles from './Palette.module.css';

const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ['/', 'Go to the field'],
  ['↓ ↑', 'Through the results, from the field and back'],
  ['Enter', 'Open a result at its words'],
  ['Esc', 'Back: from the reader to the result, from a result to the field'],
  ['← →', 'Between Find and Ask, and to move a line between panes'],
  ['Ctrl K or ⌘ K', 'All commands, and documents by name'],
  ['?', 'This list'],
];

export function KeyHelp() {
  const { view } = useDesk();
  const close = () => view.setDialog('none');
  return (
    <Dialog label="Keys" onClose={close}>
      <div className={styles.help}>
        <h2>Keys</h2>
        <dl>{KEYS.map(([keys, does]) => <div key={keys} style={{ display: 'contents' }}><dt><kbd>{keys}</kbd></dt><dd>{does}</dd></div>)}</dl>
        <button type="button" className={controls.button} onClick={close}>Close</button>
      </div>
    </Dialog>
  );
}

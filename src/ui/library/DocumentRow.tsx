import { memo } from 'react';
import type { DocumentItem } from '../../contract/library.ts';
import { useDesk } from '../desk-state.ts';
import { classes } from '../kit/classes.ts';
import controls from '../kit/controls.module.css';
import { IconButton } from '../kit/IconButton.tsx';
import { PasswordForm } from '../kit/PasswordForm.tsx';
import { documentLine, kindBadge } from './document-line.ts';
import styles from './DocumentRow.module.css';

interface Props {
  item: DocumentItem;
  /** Whether it is the document in the reader. */
  open: boolean;
  chosen: boolean;
  /** Whether any document is chosen: then the boxes of all are shown. */
  choosing: boolean;
}

/** The row is about to go: the keyboard moves to the next one. */
function focusNeighbour(button: HTMLElement) {
  const row = button.closest('li');
  const neighbour = row?.nextElementSibling ?? row?.previousElementSibling;
  const target = neighbour?.querySelector<HTMLElement>('button:enabled') ?? document.getElementById('add-documents');
  target?.focus({ preventScroll: true });
}

/** Codes for which trying again, unchanged, can help. */
const WORTH_RETRYING = new Set(['file-too-slow', 'engine-crashed', 'storage-full', 'storage-unavailable']);

function Actions({ item }: { item: DocumentItem }) {
  const { library } = useDesk();
  const { state } = item;
  if (state.status === 'working' || state.status === 'waiting') {
    return <button type="button" className={controls.plain} aria-label={`Cancel ${item.name}`} onClick={({ currentTarget }) => { focusNeighbour(currentTarget); library.cancel(item.id); }}>Cancel</button>;
  }
  const again = state.status === 'failed' && WORTH_RETRYING.has(state.problem.code);
  return (
    <>
      {again && <button type="button" className={controls.plain} aria-label={`Try again: ${item.name}`} onClick={() => library.retry(item.id)}>Try again</button>}
      <IconButton icon="close" label={`Remove ${item.name}`} className={classes(controls.icon, styles.remove)} onClick={({ currentTarget }) => { focusNeighbour(currentTarget); library.remove([item.id]); }} />
    </>
  );
}

/** One document: what it is, what is happening to it, and what can be done with it. */
export const DocumentRow = memo(function DocumentRow({ item, open, chosen, choosing }: Props) {
  const { library, reader, view } = useDesk();
  const line = documentLine(item);
  const locked = item.state.status === 'failed' && item.state.problem.code === 'file-locked';
  const openIt = () => {
    view.setDrawer(false);
    void reader.open({ id: item.id, name: item.name, stops: [], at: 0 });
  };
  return (
    <li className={styles.row} aria-label={item.name} data-open={open ? '' : undefined}>
      <div className={styles.lead}>
        <span className={styles.kind}>{kindBadge(item)}</span>
        <label className={styles.choice} data-shown={choosing ? '' : undefined} title="Search only in this">
          <input type="checkbox" aria-label={`Search only in ${item.name}`} checked={chosen} onChange={(event) => library.choose(item.id, event.target.checked)} />
        </label>
      </div>
      <div>
        <button type="button" className={styles.name} disabled={item.findable === 'not-yet'} aria-current={open ? 'true' : undefined} title={item.name} onClick={openIt}>
          <span dir="auto">{item.name}</span>
        </button>
      </div>
      <div className={styles.act}><Actions item={item} /></div>
      <div className={styles.lines}>
        <div className={classes(styles.line, controls.num)} data-tone={line.tone}>{line.text}</div>
        {line.progress !== undefined && (
          <progress className={classes(controls.progress, styles.progress)} aria-label={`Progress of ${item.name}`} value={line.progress} max={1} />
        )}
      </div>
      {locked && <div className={styles.below}><PasswordForm fileName={item.name} onPassword={(password) => library.unlock(item.id, password)} /></div>}
    </li>
  );
});

import { useCallback } from 'react';
import { useDesk } from '../desk-state.ts';
import styles from './DropZone.module.css';
import { useFileDrop } from './use-file-drop.ts';

/** Takes files and folders dropped anywhere on the page, and shows that it will. */
export function DropZone() {
  const { library } = useDesk();
  const over = useFileDrop(useCallback((transfer: DataTransfer) => void library.drop(transfer), [library]));
  if (!over) return null;
  return <div className={styles.overlay}>Drop to add to your library<small>Files and folders. They stay in this browser.</small></div>;
}

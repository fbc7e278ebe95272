import { useCallback } from 'react';
import styles from '../kit/DropZone.module.css';
import { useFileDrop } from '../kit/use-file-drop.ts';
import { droppedModel } from './model-files.ts';
import { useModels } from './models-state.ts';

/** Takes a folder or archive dropped anywhere on the page, and shows that it will. */
export function ModelDrop() {
  const { drop } = useModels();
  const over = useFileDrop(useCallback((transfer: DataTransfer) => void drop(droppedModel(transfer)), [drop]));
  if (!over) return null;
  return <div className={styles.overlay}>Drop to add a model<small>A folder, or one zip archive. It stays in this browser.</small></div>;
}

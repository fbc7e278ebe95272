import { useEffect, useState } from 'react';
import styles from '../kit/DropZone.module.css';
import { droppedModel } from './model-files.ts';
import { useModels } from './models-state.ts';

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** Takes a folder or archive dropped anywhere on the page, and shows that it will. */
export function ModelDrop() {
  const { drop } = useModels();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const onOver = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    // Moving between elements leaves one for the other; leaving the window leaves for none.
    const onLeave = (event: DragEvent) => { if (event.relatedTarget === null) setOver(false); };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      if (!event.dataTransfer || !holdsFiles(event)) return;
      event.preventDefault();
      void drop(droppedModel(event.dataTransfer));
    };
    addEventListener('dragover', onOver);
    addEventListener('dragleave', onLeave);
    addEventListener('drop', onDrop);
    return () => {
      removeEventListener('dragover', onOver);
      removeEventListener('dragleave', onLeave);
      removeEventListener('drop', onDrop);
    };
  }, [drop]);
  if (!over) return null;
  return <div className={styles.overlay}>Drop to add a model<small>A folder, or one zip archive. It stays in this browser.</small></div>;
}

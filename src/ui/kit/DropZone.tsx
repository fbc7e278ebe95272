import { useEffect, useState } from 'react';
import { useDesk } from '../desk-state.ts';
import styles from './DropZone.module.css';

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** Takes files and folders dropped anywhere on the page, and shows that it will. */
export function DropZone() {
  const { library } = useDesk();
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
      void library.drop(event.dataTransfer);
    };
    addEventListener('dragover', onOver);
    addEventListener('dragleave', onLeave);
    addEventListener('drop', onDrop);
    return () => {
      removeEventListener('dragover', onOver);
      removeEventListener('dragleave', onLeave);
      removeEventListener('drop', onDrop);
    };
  }, [library]);
  if (!over) return null;
  return <div className={styles.overlay}>Drop to add to your library<small>Files and folders. They stay in this browser.</small></div>;
}

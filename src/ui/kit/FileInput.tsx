import type { ReactNode } from 'react';
import { useDesk } from '../desk-state.ts';
import controls from './controls.module.css';
import { classes } from './classes.ts';

interface Props {
  id: string;
  /** Its accessible name. */
  label: string;
  folder?: boolean;
  children: ReactNode;
}

/** A real file input under the words of a button, so that it works by pointer, keyboard and screen reader alike. */
export function FileInput({ id, label, folder = false, children }: Props) {
  const { library } = useDesk();
  return (
    <span className={classes(controls.plain, controls.file)}>
      <span aria-hidden="true">{children}</span>
      <input
        id={id}
        type="file"
        multiple
        aria-label={label}
        title=""
        {...(folder && { webkitdirectory: '' })}
        onChange={({ target }) => {
          void library.add([...(target.files ?? [])]);
          // The same file can be chosen again after it was removed.
          target.value = '';
        }}
      />
    </span>
  );
}

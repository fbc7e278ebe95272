import { useEffect, useRef, useState } from 'react';
import controls from '../kit/controls.module.css';
import styles from './LineForm.module.css';

interface Props {
  /** Accessible name of the field. */
  label: string;
  /** On the button that takes the words over. */
  action: string;
  value: string;
  /** Said under the field. */
  hint?: string;
  /** Called with the words, or with nothing when it was given up or they are the same. */
  onDone: (text: string | undefined) => void;
}

/** One line changed in place. Enter takes it over, Escape gives it up. */
export function LineForm({ label, action, value, hint, onDone }: Props) {
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); onDone(text.trim() === '' || text.trim() === value.trim() ? undefined : text.trim()); }}>
      <input
        ref={field}
        className={controls.input}
        type="text"
        dir="auto"
        aria-label={label}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          // Neither the panel around it nor the desk should take it for theirs.
          event.preventDefault();
          event.stopPropagation();
          onDone(undefined);
        }}
      />
      <button type="submit" className={controls.button}>{action}</button>
      <button type="button" className={controls.plain} onClick={() => onDone(undefined)}>Cancel</button>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
    </form>
  );
}

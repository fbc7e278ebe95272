import { useState } from 'react';
import controls from './controls.module.css';
import styles from './PasswordForm.module.css';

/** Asks for the password of a locked file. The password goes to the engine and is not kept here. */
export function PasswordForm({ fileName, onPassword }: { fileName: string; onPassword: (password: string) => void }) {
  const [password, setPassword] = useState('');
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (password === '') return;
        onPassword(password);
        setPassword('');
      }}
    >
      <input
        type="password"
        className={controls.input}
        aria-label={`Password of ${fileName}`}
        placeholder="Password"
        autoComplete="off"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <button type="submit" className={controls.button} disabled={password === ''}>Unlock</button>
    </form>
  );
}

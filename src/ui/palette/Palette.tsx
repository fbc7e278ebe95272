import { useState, type KeyboardEvent } from 'react';
import { useDesk } from '../desk-state.ts';
import { Dialog } from '../kit/Dialog.tsx';
import { commandsFor, type Command } from './commands.ts';
import styles from './Palette.module.css';

/** Commands by name (combobox with a list, as in the ARIA practices: the field keeps the focus, arrows choose). */
export function Palette() {
  const desk = useDesk();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const commands = commandsFor(desk, typed);
  const current = Math.min(at, commands.length - 1);
  const close = () => desk.view.setDialog('none');
  const run = (command: Command | undefined) => {
    if (!command) return;
    close();
    // After the dialog has given the focus back, so that the command can move it.
    setTimeout(command.run);
  };
  const moveTo = (index: number) => {
    setAt(index);
    document.getElementById(`command-${index}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(commands[current]);
    else if (event.key === 'ArrowDown') moveTo((current + 1) % Math.max(1, commands.length));
    else if (event.key === 'ArrowUp') moveTo((current - 1 + commands.length) % Math.max(1, commands.length));
    else return;
    event.preventDefault();
  };
  return (
    <Dialog label="Commands" onClose={close}>
      <div className={styles.box}>
        <input
          className={styles.input}
          role="combobox"
          aria-label="Command or document"
          aria-expanded={commands.length > 0}
          aria-controls="commands"
          aria-activedescendant={commands.length > 0 ? `command-${current}` : undefined}
          aria-autocomplete="list"
          placeholder="A command, or the name of a document"
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          value={typed}
          onChange={(event) => { setTyped(event.target.value); setAt(0); }}
          onKeyDown={onKeyDown}
        />
        {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a select cannot hold what a line shows */}
        <div role="listbox" id="commands" aria-label="Commands" className={styles.list}>
          {commands.map((command, index) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus, jsx-a11y/prefer-tag-over-role -- the field holds the focus and takes the keys
            <div key={command.id} id={`command-${index}`} role="option" aria-selected={index === current} className={styles.option} onClick={() => run(command)} onPointerMove={() => setAt(index)}>
              <span dir="auto">{command.name}</span>{command.keys !== undefined && <kbd>{command.keys}</kbd>}
            </div>
          ))}
        </div>
        {commands.length === 0 && <p className={styles.none}>No command or document has this name.</p>}
      </div>
    </Dialog>
  );
}

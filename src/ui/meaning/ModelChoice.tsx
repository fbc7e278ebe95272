import { useEffect, useRef } from 'react';
import type { IndexVersions, UsableModel } from '../../contract/library.ts';
import { useDesk } from '../desk-state.ts';
import controls from '../kit/controls.module.css';
import { useStore } from '../kit/store.ts';
import { standingOf, type Choice } from './choices.ts';
import { Languages } from './InUseSection.tsx';
import { languagesWords } from './language-words.ts';
import styles from './Meaning.module.css';
import { costSentences, lengthWords } from './meaning-words.ts';
import { PANEL_TITLE } from './panel-ids.ts';
import { useHandsFocusBack } from './use-hands-focus-back.ts';

function Lengths({ model, choice, versions }: { model: UsableModel; choice: Choice; versions: IndexVersions | undefined }) {
  const { meaning } = useDesk();
  if (model.prefixes.length < 2) return null;
  const marks = { 'in-use': ' (in use)', 'being-made': ' (being made)', kept: ' (kept from before)', new: '' };
  return (
    <fieldset className={styles.lengths}>
      <legend>How much is kept of each passage. More finds a little better, less takes less room.</legend>
      {model.prefixes.map((dimensions) => (
        <label key={dimensions}>
          <input type="radio" name={`length-of-${model.id}`} checked={choice.dimensions === dimensions} onChange={() => meaning.chooseLength(dimensions)} />
          <span>{lengthWords(dimensions, versions?.active.of ?? 0)}{marks[standingOf({ modelId: model.id, dimensions }, versions)]}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Goes away once its index is on its way, and hands the keyboard on. */
function UseButton({ model, choice }: { model: UsableModel; choice: Choice }) {
  const { meaning } = useDesk();
  const asking = useStore(meaning.store, (state) => state.asking);
  const button = useHandsFocusBack<HTMLButtonElement>(PANEL_TITLE);
  return <button ref={button} type="button" className={controls.primary} aria-disabled={asking} onClick={() => void meaning.use(choice)}>Use <bdi>{model.name}</bdi></button>;
}

function Chosen({ model, choice, versions }: { model: UsableModel; choice: Choice; versions: IndexVersions | undefined }) {
  const standing = standingOf(choice, versions);
  const usable = standing === 'new' || standing === 'kept';
  return (
    <div className={styles.chosen} id={`about-${model.id}`}>
      <p dir="auto">{model.goodFor}</p>
      <dl className={styles.facts}>
        {model.languages.length > 0 && <><dt>Languages</dt><dd><Languages codes={model.languages} /></dd></>}
        <dt>Licence</dt><dd><bdi>{model.licence === '' ? 'not known' : model.licence}</bdi>{model.builtIn && ', came with the page'}</dd>
      </dl>
      <Lengths model={model} choice={choice} versions={versions} />
      {costSentences(choice, versions).map((sentence) => <p key={sentence} className={styles.small}>{sentence}</p>)}
      {usable && <UseButton model={model} choice={choice} />}
    </div>
  );
}

/** One model that is here. Opened, it says what it is good for and what changing to it costs. */
export function ModelChoice({ model, versions }: { model: UsableModel; versions: IndexVersions | undefined }) {
  const { meaning } = useDesk();
  const choice = useStore(meaning.store, (state) => state.choice);
  const open = choice?.modelId === model.id;
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (open) item.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  const inUse = versions?.active.modelId === model.id;
  return (
    <li ref={item} className={styles.model} data-open={open ? '' : undefined}>
      <button type="button" className={styles.name} aria-expanded={open} aria-controls={open ? `about-${model.id}` : undefined} onClick={() => meaning.choose(model)}>
        <bdi>{model.name}</bdi>
        <span className={controls.dim}>{inUse ? 'in use, other lengths' : languagesWords(model.languages)}</span>
      </button>
      {open && <Chosen model={model} choice={choice} versions={versions} />}
    </li>
  );
}

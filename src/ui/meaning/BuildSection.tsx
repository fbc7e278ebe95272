import { useEffect, useRef } from 'react';
import type { BuildingVersion, IndexVersion } from '../../contract/library.ts';
import { useDesk } from '../desk-state.ts';
import { explainPlain } from '../explain.ts';
import controls from '../kit/controls.module.css';
import { classes } from '../kit/classes.ts';
import { Failure } from '../kit/Failure.tsx';
import styles from './Meaning.module.css';
import { buildLine, versionName } from './meaning-words.ts';
import { PANEL_TITLE } from './panel-ids.ts';
import { useHandsFocusBack } from './use-hands-focus-back.ts';

function Stopped({ building, active }: { building: Extract<BuildingVersion, { status: 'failed' }>; active: IndexVersion }) {
  const { meaning } = useDesk();
  const part = useHandsFocusBack<HTMLDivElement>(PANEL_TITLE);
  return (
    <div ref={part}>
      <Failure why={explainPlain(building.problem)}>
        <button type="button" className={controls.button} onClick={() => void meaning.use(building)}>Try again</button>
        <button type="button" className={controls.button} onClick={() => void meaning.cancel()}><span>Keep <bdi>{active.modelName}</bdi></span></button>
      </Failure>
    </div>
  );
}

function AtWork({ building }: { building: Exclude<BuildingVersion, { status: 'failed' }> }) {
  const { meaning } = useDesk();
  const part = useHandsFocusBack<HTMLDivElement>(PANEL_TITLE);
  const { status } = building;
  // While it starts or is checked, nobody knows how long that takes: a bar without a value.
  const value = status === 'building' || status === 'paused' ? { value: building.done, max: Math.max(1, building.of) } : {};
  return (
    <div ref={part} className={styles.work}>
      <progress className={controls.progress} aria-label={`Progress of the index for ${building.modelName}`} {...value} />
      <p className={classes(controls.num, styles.small)}>{buildLine(building)}</p>
      <div className={styles.row}>
        {(status === 'building' || status === 'paused') && (
          <button type="button" className={controls.button} onClick={() => void (status === 'paused' ? meaning.resume() : meaning.pause())}>{status === 'paused' ? 'Resume' : 'Pause'}</button>
        )}
        <button type="button" className={controls.button} onClick={() => void meaning.cancel()}>Cancel</button>
      </div>
    </div>
  );
}

const TITLES: { [S in BuildingVersion['status']]: string } = {
  starting: 'Starting', building: 'Making the index for', paused: 'Paused: the index for', verifying: 'Checking the index for', failed: 'Not finished: the index for',
};

/** The version on its way: how far it has come, how to stop it, and why it stopped. */
export function BuildSection({ building, active }: { building: BuildingVersion; active: IndexVersion }) {
  const section = useRef<HTMLElement>(null);
  // Whoever started it was reading further down, where its button was.
  useEffect(() => {
    // In braces: newer browsers return a promise here, which is no way to clean up.
    section.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <section ref={section} className={styles.section} aria-label="New index">
      <h3>{TITLES[building.status]} <bdi>{versionName(building, active)}</bdi></h3>
      {building.status === 'failed' ? <Stopped building={building} active={active} /> : <AtWork building={building} />}
      <p className={styles.small}>Searching goes on with <bdi>{active.modelName}</bdi>{building.status === 'failed' ? '.' : ' until it is done.'}</p>
    </section>
  );
}

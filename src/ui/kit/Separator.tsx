import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import styles from './Separator.module.css';

interface Props {
  /** "Width of the library". */
  label: string;
  /** The id of the pane whose width it sets. */
  controls: string;
  width: number;
  least: number;
  most: number;
  /** 1 when the pane is before the separator, -1 when it is behind. */
  side: 1 | -1;
  onWidth: (pixels: number) => void;
}

/** Pixels for one press of an arrow key. */
const KEY_STEP = 24;

/** A line between two panes that can be moved by pointer and by keyboard (window splitter of the ARIA practices). */
export function Separator({ label, controls, width, least, most, side, onWidth }: Props) {
  const [grip, setGrip] = useState<{ x: number; width: number }>();
  const set = (pixels: number) => onWidth(Math.min(most, Math.max(least, Math.round(pixels))));
  const onKeyDown = (event: KeyboardEvent) => {
    const targets: Record<string, number> = { ArrowLeft: width - KEY_STEP * side, ArrowRight: width + KEY_STEP * side, Home: least, End: most };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    set(target);
  };
  const onPointerDown = (event: PointerEvent) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    setGrip({ x: event.clientX, width });
  };
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a separator that can be focused is a widget, not a rule
      role="separator"
      className={styles.separator}
      aria-orientation="vertical"
      aria-label={label}
      aria-controls={controls}
      aria-valuenow={Math.round(width)}
      aria-valuemin={least}
      aria-valuemax={most}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
      tabIndex={0}
      data-before={side === -1 ? '' : undefined}
      data-moving={grip ? '' : undefined}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={(event) => { if (grip) set(grip.width + (event.clientX - grip.x) * side); }}
      onPointerUp={() => setGrip(undefined)}
      onPointerCancel={() => setGrip(undefined)}
    />
  );
}

import type { ButtonHTMLAttributes } from 'react';
import styles from './controls.module.css';
import { Icon, type IconName } from './Icon.tsx';

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label' | 'title'> {
  icon: IconName;
  /** Its name for everybody: read aloud, and shown when the pointer rests on it. */
  label: string;
}

/** A button that shows a sign instead of words. */
export function IconButton({ icon, label, className, ...rest }: Props) {
  return <button type="button" {...rest} className={className ?? styles.icon} aria-label={label} title={label}><Icon name={icon} /></button>;
}

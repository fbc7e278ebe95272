/** The few signs of the interface, drawn in the colour of the text around them. Always next to words or a label. */
const SHAPES = {
  seal: 'M8 1.5 13.5 3.6v4.1c0 3.2-2.2 5.7-5.5 6.8-3.3-1.1-5.5-3.6-5.5-6.8V3.6z',
  'seal-check': 'M8 1.5 13.5 3.6v4.1c0 3.2-2.2 5.7-5.5 6.8-3.3-1.1-5.5-3.6-5.5-6.8V3.6zM5.4 8l1.9 1.9 3.4-3.7',
  'seal-open': 'M8 1.5 13.5 3.6v4.1c0 3.2-2.2 5.7-5.5 6.8-3.3-1.1-5.5-3.6-5.5-6.8V3.6zM8 4.8v4M8 11v.3',
  close: 'M4 4l8 8M12 4l-8 8',
  up: 'M8 13V3.5M3.8 7.5 8 3.3l4.2 4.2',
  down: 'M8 3v9.5M3.8 8.5 8 12.7l4.2-4.2',
  plus: 'M8 3.5v9M3.5 8h9',
  minus: 'M3.5 8h9',
  save: 'M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13.2h10',
  library: 'M3 2.8v10.4M6.2 2.8v10.4M9.2 3.2l3.2 9.8',
  width: 'M2.5 8h11M5 5.2 2.2 8 5 10.8M11 5.2 13.8 8 11 10.8',
  'chevron-down': 'M4 6.2l4 4 4-4',
  'thumb-up': 'M2.5 7.2h2.4v6H2.5zM4.9 7.6 7.6 2.4c1 0 1.7.8 1.5 1.8l-.5 2.4h3.6c.9 0 1.5.8 1.3 1.6l-1 3.8c-.2.7-.8 1.2-1.5 1.2H4.9',
  'thumb-down': 'M13.5 8.8h-2.4v-6h2.4zM11.1 8.4 8.4 13.6c-1 0-1.7-.8-1.5-1.8l.5-2.4H3.8c-.9 0-1.5-.8-1.3-1.6l1-3.8c.2-.7.8-1.2 1.5-1.2h6.1',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
} as const;

export type IconName = keyof typeof SHAPES;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg viewBox="0 0 16 16" width={size} height={size} aria-hidden="true" focusable="false">
      <path d={SHAPES[name]} fill="none" stroke="currentColor" strokeWidth={name === 'more' ? 2.2 : 1.5} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

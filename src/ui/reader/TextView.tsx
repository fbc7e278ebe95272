import { useEffect, useMemo, useRef } from 'react';
import type { ReadableDocument } from '../../contract/library.ts';
import { focusReader } from './focus-reader.ts';
import type { Stop } from './reader-state.ts';
import { indexAt, sectionsOf, type Section } from './sections.ts';
import { TextSection } from './TextBlock.tsx';
import styles from './TextView.module.css';
import { useNear } from './use-near.ts';

/** How far beyond the view text is drawn ahead of scrolling. */
const AHEAD = '1200px 0px';

/** A guess at the height of a section that was not drawn yet; the scroll bar need not be exact. */
const guessedHeight = ({ start, end, blocks }: Section) => Math.round(((end - start) / 70) * 26 + blocks.length * 14);

interface Props {
  document: ReadableDocument;
  stop: Stop | undefined;
  visit: number;
  /** Level of the document's first headings: the reader's title is above them. */
  top: 2 | 3;
}

/** A document without pages, as clean text with its headings. */
export function TextView({ document, stop, visit, top }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const sections = useMemo(() => sectionsOf(document.blocks, document.text), [document]);
  // What was drawn once stays: its height is known then, and scrolling back costs nothing.
  const near = useNear(root, AHEAD, true, true);
  const target = stop ? indexAt(sections, stop.quote.start) : 0;

  useEffect(() => {
    const scroller = root.current;
    const mark = scroller?.querySelector<HTMLElement>('mark');
    if (mark) mark.scrollIntoView({ block: 'center' });
    else scroller?.scrollTo({ top: 0 });
    focusReader(mark ?? scroller);
  }, [visit, document]);

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a pane that scrolls must be reachable by keyboard
    <section className={styles.scroll} ref={root} tabIndex={0} aria-label={`Text of ${document.name}`}>
      <div className={styles.sheet}>
        {sections.map((section, index) => {
          const shown = near.has(index) || Math.abs(index - target) <= 1;
          return (
            <div key={section.start} data-near={index} className={styles.section} style={shown ? undefined : { height: guessedHeight(section) }}>
              {shown && <TextSection text={document.text} section={section} stop={stop} top={top} />}
            </div>
          );
        })}
        {document.text.trim() === '' && <p className={styles.blank}>There is no text in this document.</p>}
      </div>
    </section>
  );
}

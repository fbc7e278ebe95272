import { createElement, memo } from 'react';
import type { Block } from '../../contract/extraction.ts';
import { cellsOf, groupsOf, type Section } from './sections.ts';
import { QuotedText } from './QuotedText.tsx';
import type { Stop } from './reader-state.ts';
import styles from './TextView.module.css';

interface Props {
  text: string;
  block: Block;
  stop: Stop | undefined;
}

function Single({ text, block, stop, top }: Props & { top: number }) {
  const words = <QuotedText text={text} span={block} stop={stop} />;
  if (block.kind === 'heading') return createElement(`h${Math.min(6, Math.max(1, block.level) - 1 + top)}`, { dir: 'auto', 'data-level': block.level }, words);
  if (block.kind === 'code') return <pre dir="auto">{words}</pre>;
  if (block.kind === 'quote') return <blockquote dir="auto">{words}</blockquote>;
  return <p dir="auto">{words}</p>;
}

function Row({ text, block, stop }: Props) {
  return <tr>{cellsOf(block, text).map((cell) => <td key={cell.start} dir="auto"><QuotedText text={text} span={cell} stop={stop} /></td>)}</tr>;
}

interface SectionProps {
  text: string;
  section: Section;
  stop: Stop | undefined;
  /** Level of the document's first headings on this page, below the title of the reader. */
  top: 2 | 3;
}

/** One stretch of a document: headings, paragraphs, lists, rows; inert text throughout. */
export const TextSection = memo(function TextSection({ text, section, stop, top }: SectionProps) {
  return groupsOf(section.blocks).map((group) => {
    if (group.kind === 'single') return <Single key={group.block.start} text={text} block={group.block} stop={stop} top={top} />;
    const key = group.blocks[0]?.start;
    if (group.kind === 'table') {
      return <div key={key} className={styles.table}><table><tbody>{group.blocks.map((block) => <Row key={block.start} text={text} block={block} stop={stop} />)}</tbody></table></div>;
    }
    return (
      <ul key={key}>
        {group.blocks.map((block) => (
          <li key={block.start} dir="auto" data-depth={Math.min(block.level, 5)}><QuotedText text={text} span={block} stop={stop} /></li>
        ))}
      </ul>
    );
  });
});

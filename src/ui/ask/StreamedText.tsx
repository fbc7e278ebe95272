import { memo } from 'react';
import type { DraftSentence } from '../../contract/answer.ts';
import { useStore } from '../kit/store.ts';
import { blocksOf } from './answer-blocks.ts';
import { TextBlocks } from './AnswerText.tsx';
import styles from './Ask.module.css';
import { InlineMarkdown } from './InlineMarkdown.tsx';
import type { Written } from './written.ts';

/** A whole sentence never changes, so it is drawn once. Its numbers are no links yet: nothing was checked. */
const Whole = memo(function Whole({ sentence, quoted }: { sentence: DraftSentence; quoted: boolean }) {
  const numbers = [...new Set(sentence.cites.map(({ evidence }) => evidence))];
  return (
    <>
      {quoted ? sentence.text : <InlineMarkdown text={sentence.text} />}
      {numbers.map((number) => <span key={number} className={styles.uncheckedCite}>{number}</span>)}
    </>
  );
});

/** The text as it comes. The only part of the page that is drawn again while it does. */
export function StreamedText({ written, quoted }: { written: Written; quoted: boolean }) {
  const sentences = useStore(written.store, (state) => state.sentences);
  const rest = useStore(written.store, (state) => state.rest);
  if (sentences.length === 0 && rest.trim() === '') return null;
  const all: DraftSentence[] = rest.trim() === '' ? [...sentences] : [...sentences, { text: rest.trimStart(), cites: [] }];
  return (
    <div className={styles.said} data-streaming="">
      <TextBlocks blocks={blocksOf(all, quoted)} draw={(sentence) => <Whole sentence={sentence} quoted={quoted} />} />
    </div>
  );
}

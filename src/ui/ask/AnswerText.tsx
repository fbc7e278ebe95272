import { Fragment, type ReactNode } from 'react';
import type { Answer, AnswerSentence } from '../../contract/answer.ts';
import { blocksOf, isQuoted, type Block } from './answer-blocks.ts';
import styles from './Ask.module.css';
import { CitationLink } from './CitationLink.tsx';
import { flagOf } from './finding-words.ts';
import { InlineMarkdown } from './InlineMarkdown.tsx';

/** One link for each place that backs the sentence, or why nothing does. */
function Sentence({ sentence, answer }: { sentence: AnswerSentence; answer: Answer }) {
  const flag = flagOf(sentence, answer);
  return (
    <>
      <span className={flag === '' ? undefined : styles.unsupported}>{isQuoted(answer) ? sentence.text : <InlineMarkdown text={sentence.text} />}</span>
      {sentence.citations.map((citation) => (
        <CitationLink key={`${citation.evidence}:${citation.range.start}`} answer={answer} citation={citation} />
      ))}
      {flag !== '' && <span className={styles.flag}>{flag}</span>}
    </>
  );
}

interface LayoutProps<S> {
  blocks: readonly Block<S>[];
  draw: (sentence: S) => ReactNode;
}

/** Sentences as headings, paragraphs and lists. */
export function TextBlocks<S>({ blocks, draw }: LayoutProps<S>) {
  const line = (sentences: readonly S[]) => sentences.map((sentence, index) => <Fragment key={`${index}`}>{index > 0 && ' '}{draw(sentence)}</Fragment>);
  return blocks.map((block, at) => {
    const key = `${at}:${block.kind}`;
    if (block.kind === 'list') return <ul key={key}>{block.items.map((item, index) => <li key={`${index}`} dir="auto"><p>{line(item)}</p></li>)}</ul>;
    return block.kind === 'heading' ? <h3 key={key} dir="auto">{line(block.sentences)}</h3> : <p key={key} dir="auto">{line(block.sentences)}</p>;
  });
}

/** What was answered, with its citations. */
export function AnswerText({ answer }: { answer: Answer }) {
  return (
    <div className={styles.said}>
      <TextBlocks blocks={blocksOf(answer.sentences, isQuoted(answer))} draw={(sentence) => <Sentence sentence={sentence} answer={answer} />} />
    </div>
  );
}

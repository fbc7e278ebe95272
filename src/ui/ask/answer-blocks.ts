/** Sentences as they are laid out: headings, paragraphs and lists. */
import type { Answer, AnswerSentence, DraftSentence } from '../../contract/answer.ts';

interface Laid {
  opens?: DraftSentence['opens'];
}

export type Block<S> = { kind: 'heading' | 'paragraph'; sentences: S[] } | { kind: 'list'; items: S[][] };

/** Whether an answer is made of the documents' own sentences. Their text is no Markdown, and each stands by itself. */
export const isQuoted = ({ lineage }: Pick<Answer, 'lineage'>): boolean => lineage.model === undefined;

/** A heading that only names a document claims nothing, so nothing has to back it. */
export const isLabel = ({ opens, text }: Pick<AnswerSentence, 'opens' | 'text'>, { evidence }: Pick<Answer, 'evidence'>): boolean =>
  opens === 'heading' && evidence.some(({ documentName }) => documentName === text.trim());

/** The sentences that say something. */
export const claimsOf = (answer: Pick<Answer, 'sentences' | 'evidence'>): AnswerSentence[] => answer.sentences.filter((sentence) => !isLabel(sentence, answer));

/**
 * @param apart whether a sentence that does not say how it begins is a paragraph; otherwise it goes on where the one before it ended
 * @returns every sentence once, in order
 */
export function blocksOf<S extends Laid>(sentences: readonly S[], apart: boolean): Block<S>[] {
  const blocks: Block<S>[] = [];
  for (const sentence of sentences) {
    const last = blocks.at(-1);
    const opens = sentence.opens ?? (apart || !last || last.kind === 'heading' ? 'paragraph' : undefined);
    if (!last || opens === 'paragraph' || opens === 'heading') blocks.push(opens === 'item' ? listOf(sentence) : { kind: opens ?? 'paragraph', sentences: [sentence] });
    else if (opens === 'item') addItem(blocks, last, sentence);
    else goOn(last, sentence);
  }
  return blocks;
}

const listOf = <S>(sentence: S): Block<S> => ({ kind: 'list', items: [[sentence]] });

function addItem<S>(blocks: Block<S>[], last: Block<S>, sentence: S) {
  if (last.kind === 'list') last.items.push([sentence]);
  else blocks.push(listOf(sentence));
}

function goOn<S>(last: Block<S>, sentence: S) {
  if (last.kind === 'list') last.items.at(-1)?.push(sentence);
  else last.sentences.push(sentence);
}

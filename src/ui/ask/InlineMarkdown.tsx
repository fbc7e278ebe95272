import { Fragment } from 'react';
import { inlineOf, type Inline } from './inline-markdown.ts';

function Pieces({ pieces }: { pieces: readonly Inline[] }) {
  return pieces.map((piece, index) => {
    const key = `${index}:${piece.kind}`;
    if ('text' in piece) return piece.kind === 'code' ? <code key={key}>{piece.text}</code> : <Fragment key={key}>{piece.text}</Fragment>;
    const Emphasis = piece.kind;
    return <Emphasis key={key}><Pieces pieces={piece.children} /></Emphasis>;
  });
}

/** What a model wrote, as words, emphasis and code; never a link, a picture or HTML. */
export function InlineMarkdown({ text }: { text: string }) {
  return <Pieces pieces={inlineOf(text)} />;
}

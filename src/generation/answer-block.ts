/**
 * One paragraph, item or heading of an answer while it is being written: parts it into sentences, and gives each its marks. Every decision is
 * made at the end of a word, so that it does not depend on the pieces in which the text came.
 */
import type { DraftSentence } from '../contract/answer.ts';
import type { Span } from '../contract/range.ts';
import { between, inert } from './inert-inline.ts';
import type { ReadMarks } from './marks.ts';

/** A sentence with the ids that its marks name, not yet with the words they stand for. */
export interface MarkedSentence {
  text: string;
  opens?: NonNullable<DraftSentence['opens']>;
  ids: string[];
}

export interface BlockParts {
  opens: NonNullable<DraftSentence['opens']>;
  /** Nothing was written before it. */
  first: boolean;
  /** The sentences of a stretch of text. */
  split(text: string, span: Span): Span[];
  /** What a mark shows on the screen, given the words it stands behind. */
  shown(ids: readonly string[], said: string): string;
  onText(text: string): void;
  onSentence(sentence: MarkedSentence): void;
}

/** Scripts without spaces between words: there, each character is the end of one. */
const WORD_ENDS = /^[\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** A sentence that has ended, whatever closes behind its full stop. */
const ENDED = /[.!?。！？؟।…:：]["'”’»)\]}」』）*_`]*$/u;
/** Up to this length a text without a full stop is one sentence, and the splitter need not be asked at every word. UTF-16 units. */
const SURELY_ONE = 800;
/** What models write before the answer they were asked for. */
const ANNOUNCEMENT = /^[*_]{0,2}(?:answer|respuesta|antwort|réponse|risposta|resposta|回答|答案|答)[*_]{0,2}\s*[:：][*_]{0,2}\s*/iu;
/** "According to ⟦k7f⟧, …": without its mark it says nothing. */
const LEADS_IN = /^(?:according to|as (?:stated|said) in|based on|from|in|según|laut|gemäß|selon|d['’]après|secondo|segundo|de acordo com|根据|根據)(?:\s+(?:the\s+)?(?:passages?|sources?|documents?))?$/iu;
const SEPARATOR = /^[\s,;&、，；]*$/u;

export class AnswerBlock {
  /** Its first mark comes before any word: each stands before what it is for. */
  marksLead = false;
  private content = '';
  private gap = '';
  private readonly marks: { at: number; ids: string[] }[] = [];
  private told = 0;
  private toldMarks = 0;
  private shown = 0;
  private shownMarks = 0;
  private last = '';
  private sentences = 0;

  constructor(private readonly parts: BlockParts) {}

  /** @param text a piece without line ends */
  addText(text: string): void {
    const spaced = text.replace(/\s+/gu, ' ');
    if (WORD_ENDS.test(spaced)) this.advance();
    const gap = this.gap !== '' && /^[\p{L}\p{N}(“"«„]/u.test(spaced) ? this.gap : '';
    const piece = this.content === '' || /\s$/u.test(this.content) ? spaced.trimStart() : gap + spaced;
    if (piece !== '') this.gap = '';
    this.content += between(this.content, piece) + piece;
  }

  addMarks({ ids }: ReadMarks): void {
    const trimmed = this.content.trimEnd();
    if (trimmed.length < this.content.length || ENDED.test(trimmed)) this.gap = ' ';
    this.content = trimmed;
    if (ids.length === 0) return;
    this.marksLead ||= trimmed === '';
    this.marks.push({ at: trimmed.length, ids });
    this.advance();
  }

  /**
   * @param cut whether the text was cut off in it: a sentence that had not ended is left out
   * @returns ids of marks that stand alone, for what was said before
   */
  end(cut: boolean): string[] {
    this.content = this.content.replace(/[\s|]+$/u, '');
    this.dropAnnouncement();
    const spans = this.spans();
    if (cut && spans.length > 0 && !ENDED.test(this.content) && this.marks.at(-1)?.at !== this.content.length) spans.pop();
    for (const [i, span] of spans.entries()) this.tell(span, i === spans.length - 1);
    if (!cut) this.showTo(this.content.length);
    return this.sentences > 0 ? [] : this.marks.flatMap(({ ids }) => ids);
  }

  private advance(): void {
    this.dropAnnouncement();
    const spans = this.spans();
    // The next one must have begun with a whole word: an abbreviation is told by what follows it.
    while (spans.length > 1) this.tell(spans.shift()!, false);
    const [open] = spans;
    if (open) this.showTo(open.end);
  }

  private spans(): Span[] {
    const rest = this.content.slice(this.told);
    const [start, end] = [this.content.length - rest.trimStart().length, this.told + rest.trimEnd().length];
    if (start >= end) return [];
    const isOne = this.parts.opens === 'heading' || (end - start < SURELY_ONE && !/\p{Sentence_Terminal}/u.test(rest));
    return isOne ? [{ start, end }] : this.parts.split(this.content, { start, end });
  }

  private dropAnnouncement(): void {
    if (this.parts.first && this.shown === 0 && this.marks.length === 0) this.content = this.content.replace(ANNOUNCEMENT, '');
  }

  private tell(span: Span, isLast: boolean): void {
    const isOwn = ({ at }: { at: number }) => isLast || at < span.end || (at === span.end && !this.marksLead);
    const own = this.marks.slice(this.toldMarks).filter(isOwn);
    this.showTo(span.end);
    this.told = span.end;
    this.toldMarks += own.length;
    const text = sentenceText(this.content, span, own.map(({ at }) => at));
    if (!/[\p{L}\p{N}]/u.test(text)) return;
    this.sentences += 1;
    this.parts.onSentence({ text, ids: [...new Set(own.flatMap(({ ids }) => ids))], ...(this.sentences === 1 ? { opens: this.parts.opens } : {}) });
  }

  private showTo(end: number): void {
    for (const { at, ids } of this.marks.slice(this.shownMarks)) {
      if (at > end) break;
      this.show(this.content.slice(this.shown, at));
      this.shown = Math.max(this.shown, at);
      this.shownMarks += 1;
      const number = this.parts.shown(ids, this.content.slice(this.told, at));
      this.show(this.last === '' || /[\s([（\]]$/u.test(this.last) ? number : ` ${number}`);
    }
    this.show(this.content.slice(this.shown, end));
    this.shown = Math.max(this.shown, end);
  }

  private show(text: string): void {
    if (text === '') return;
    this.parts.onText(between(this.last, text) + text);
    this.last = text.slice(-1);
  }
}

/** The words of a sentence, as they read without its marks. */
function sentenceText(content: string, { start, end }: Span, marks: readonly number[]): string {
  const cuts = [start, ...marks.map((at) => Math.min(Math.max(at, start), end)), end];
  const pieces = cuts.slice(1).map((at, i) => content.slice(cuts[i], at));
  const kept = pieces.filter((piece, i) => i === 0 || i === pieces.length - 1 || !SEPARATOR.test(piece));
  const [first = '', second, ...rest] = kept;
  const leads = second !== undefined && LEADS_IN.test(first.trim()) && /^\s*[,，]/u.test(second);
  const joined = leads ? [capital(second.replace(/^\s*[,，]\s*/u, '')), ...rest] : kept;
  return balanced(inert(joined.reduce(join).replace(/\s+/gu, ' ').trim()));
}

/** Brackets that held nothing but marks go with them. */
const join = (before: string, after: string): string =>
  /[(（]$/u.test(before) && /^\s*[)）]/u.test(after) ? before.slice(0, -1).trimEnd() + after.trimStart().slice(1) : before + after;

const capital = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** Emphasis that a sentence begins and another ends is shown in neither. */
function balanced(text: string): string {
  return ['**', '__', '`'].reduce((now, sign) => (now.split(sign).length % 2 === 1 ? now : now.replaceAll(sign, '')), text);
}

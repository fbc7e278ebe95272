/**
 * Turns what a language model writes into sentences with citations, while it is being written. Nothing in its text is believed or executed:
 * a mark counts only when it names a passage that was supplied, what would be a link, a picture or an element is text, and thoughts are cut
 * out. The same text gives the same sentences in whatever pieces it comes.
 *
 * Whose a mark is: the sentence it stands in or behind. Sentences before it in the same line without a mark of their own share it, as people
 * write "A. B [1]"; so does a line that ends in a colon with the item below it. Where a line begins with a mark, marks lead, and what follows
 * one shares it. Only an answer without a single mark is looked up by the program itself. Each citation is checked afterwards all the same.
 *
 * Numbers in brackets, "[2]", are dropped and counted as unknown marks even if there is a second passage: the model was never told numbers,
 * so they can only come from a document or from nowhere.
 */
import type { Draft, DraftSentence, GenerateEvent } from '../contract/answer.ts';
import type { Span } from '../contract/range.ts';
import { abstains } from './abstention.ts';
import { AnswerBlock, type MarkedSentence } from './answer-block.ts';
import { citeAnywhere, citeIn, type Cite } from './cite-span.ts';
import { createInlineReader, type Inline, type InlineReader } from './inert-inline.ts';
import { readLineStart } from './line-start.ts';
import { withoutInvisible } from './marks.ts';
import type { PackedPassage } from './pack.ts';
import { createThoughtFilter } from './thoughts.ts';

/** The sentences of a stretch of text, in order, without white space around them. */
export type SplitSentences = (text: string, span: Span) => Span[];

export interface AnswerParser {
  /** What the next piece of the model's text makes known. */
  push(piece: string): GenerateEvent[];
  /** After the last piece. "cut": the text ended in the middle, so a sentence that had not ended is left out. */
  end(how: 'whole' | 'cut'): GenerateEvent[];
  /** What it comes to, after the end. Without sentences when the model says that the passages do not say it. */
  draft(): Draft;
  readonly unknownMarks: number;
}

interface Told extends MarkedSentence {
  line: number;
  marksLead: boolean;
}

/** How a block looks on the screen, as Markdown. */
const BEGINNING = { paragraph: '', item: '- ', heading: '### ' };
const COLON = /[:：][*_]*$/u;

/** @param passages those that were supplied, by id */
export const createAnswerParser = (passages: ReadonlyMap<string, PackedPassage>, split: SplitSentences): AnswerParser => new Parser(passages, split);

class Parser implements AnswerParser {
  unknownMarks = 0;
  private readonly thoughts = createThoughtFilter();
  private halfCharacter = '';
  private told: Told[] = [];
  private events: GenerateEvent[] = [];
  private line = 0;
  private start = '';
  private state: 'start' | 'inside' | 'ignored' = 'start';
  private block: AnswerBlock | undefined;
  private reader: InlineReader | undefined;
  private cut = false;
  private lastShown: keyof typeof BEGINNING | undefined;

  constructor(private readonly passages: ReadonlyMap<string, PackedPassage>, private readonly split: SplitSentences) {}

  push(piece: string): GenerateEvent[] {
    const text = this.halfCharacter + piece;
    this.halfCharacter = /[\uD800-\uDBFF]$/u.exec(text)?.[0] ?? '';
    for (const character of text.slice(0, text.length - this.halfCharacter.length)) this.think(character);
    return this.takeEvents();
  }

  end(how: 'whole' | 'cut'): GenerateEvent[] {
    if (how === 'whole') for (const character of this.thoughts.end()) this.step(character);
    this.cut = how === 'cut';
    this.endLine(this.cut);
    return this.takeEvents();
  }

  draft(): Draft {
    const marked = this.told.some(({ ids }) => ids.length > 0);
    if (!marked && this.told[0] && abstains(this.told[0].text)) return { sentences: [] };
    // At a cut the mark of the last sentence may be what was cut off: nobody can say any more what it rests on.
    const kept = this.cut && marked && this.idsOf(this.told.length - 1).length === 0 ? this.told.slice(0, -1) : this.told;
    return { sentences: kept.map((told, i) => toDraft(told, marked ? this.cites(this.idsOf(i), told.text) : this.lookUp(told))) };
  }

  private think(character: string): void {
    const seen = this.thoughts.push(withoutInvisible(character));
    if (seen !== 'void') for (const each of seen) this.step(each);
    else {
      this.endLine(true);
      this.told = [];
    }
  }

  private step(character: string): void {
    if (character === '\n') return this.endLine(false);
    if (this.state === 'start') this.begin(this.start + character, false);
    else if (this.state === 'inside') this.take(this.reader!.push(character));
  }

  private begin(line: string, whole: boolean): void {
    this.start = line;
    const found = readLineStart(line, whole);
    if (found.kind === 'undecided') return;
    this.state = found.kind === 'nothing' ? 'ignored' : 'inside';
    if (found.kind === 'nothing') return;
    this.reader = createInlineReader((id) => this.passages.has(id));
    this.block = this.createBlock(found.kind);
    for (const character of line.slice(found.skip)) this.take(this.reader.push(character));
  }

  private createBlock(opens: keyof typeof BEGINNING): AnswerBlock {
    let begun = false;
    const block: AnswerBlock = new AnswerBlock({
      opens,
      first: this.told.length === 0,
      split: this.split,
      shown: (ids, said) => [...new Set(this.cites(ids, said).map(({ evidence }) => `[${evidence}]`))].join(''),
      onText: (text) => {
        if (!begun) this.events.push({ type: 'text', text: this.separator(opens) + BEGINNING[opens] });
        begun = true;
        this.events.push({ type: 'text', text });
      },
      onSentence: (sentence) => {
        this.told.push({ ...sentence, line: this.line, marksLead: block.marksLead });
        this.events.push({ type: 'sentence', sentence: toDraft(sentence, this.cites(sentence.ids, sentence.text)) });
      },
    });
    return block;
  }

  private separator(next: keyof typeof BEGINNING): string {
    const before = this.lastShown;
    this.lastShown = next;
    if (before === undefined) return '';
    return before === 'item' && next === 'item' ? '\n' : '\n\n';
  }

  private take(found: readonly Inline[]): void {
    for (const each of found) {
      if (typeof each === 'string') this.block!.addText(each);
      else {
        this.unknownMarks += each.unknown;
        this.block!.addMarks(each);
      }
    }
  }

  private endLine(cut: boolean): void {
    if (this.state === 'start') this.begin(this.start, true);
    if (this.block && this.reader) {
      this.take(this.reader.end(cut));
      const alone = this.block.end(cut);
      const before = this.told.at(-1);
      if (before?.ids.length === 0) before.ids.push(...alone);
    }
    this.line += 1;
    [this.state, this.start, this.block, this.reader] = ['start', '', undefined, undefined];
  }

  /** The ids of a sentence, or those it shares. */
  private idsOf(i: number): readonly string[] {
    const { ids, opens, line, marksLead, text } = this.told[i]!;
    if (ids.length > 0 || opens === 'heading') return ids;
    if (marksLead) return this.told.slice(0, i).findLast((other) => other.line === line && other.ids.length > 0)?.ids ?? [];
    const next = this.told.slice(i + 1).find((other) => other.line === line && other.ids.length > 0);
    const below = this.told[i + 1];
    return next?.ids ?? (COLON.test(text) && below?.opens === 'item' ? this.idsOf(i + 1) : []);
  }

  private cites(ids: readonly string[], text: string): Cite[] {
    return ids.flatMap((id) => {
      const passage = this.passages.get(id);
      const cite = passage && citeIn(passage, text);
      return cite ? [cite] : [];
    });
  }

  private lookUp({ text, opens }: Told): Cite[] {
    const cite = opens === 'heading' ? undefined : citeAnywhere([...this.passages.values()], text);
    return cite ? [cite] : [];
  }

  private takeEvents(): GenerateEvent[] {
    const taken: GenerateEvent[] = [];
    for (const event of this.events.splice(0)) {
      const before = taken.at(-1);
      if (event.type === 'text' && before?.type === 'text') taken[taken.length - 1] = { type: 'text', text: before.text + event.text };
      else taken.push(event);
    }
    return taken;
  }
}

const toDraft = ({ text, opens }: MarkedSentence, cites: Cite[]): DraftSentence => ({ text, cites, ...(opens ? { opens } : {}) });

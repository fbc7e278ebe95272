/** A question, the evidence found for it, and the answer whose every citation was located in the source. */
import type { OnEvent } from './events.ts';
import type { PlainProblem } from './problem.ts';
import type { Place, Passage, Scope } from './search.ts';
import type { Span, TextRange } from './range.ts';

/** One passage handed to a generator. `number` is what its citation shows, from 1. */
export interface Evidence extends Passage {
  number: number;
  score: number;
  /** Its sentences (canonical offsets), each with how well it alone answers the question: higher is better. */
  sentences: (Span & { score: number })[];
}

export interface EvidenceSet {
  question: string;
  items: Evidence[];
  /** Decided by code against the calibrated floor. When false no generator is called. */
  sufficient: boolean;
  /** What `sufficient` was decided on: the measured strength of the evidence and the floor it had to reach. */
  strength: number;
  floor: number;
}

/** What a generator claims, before anything was checked. Citations are exact spans of the evidence with that number. */
export interface Draft {
  sentences: DraftSentence[];
}

export interface DraftSentence {
  /** Inline Markdown at most: it is shown as text, emphasis and code, never as a link or a picture. */
  text: string;
  cites: (Span & { evidence: number })[];
  /** It begins a paragraph, an item of a list or a heading. Absent: it goes on where the one before it ended. */
  opens?: 'paragraph' | 'item' | 'heading';
  /** Carrel says it of its own work: a count, a limit, the name of a document. It cites nothing, and there is nothing to check. No model can set it. */
  by?: 'program';
}

export interface GenerateRequest {
  question: string;
  evidence: Evidence[];
  tokenBudget: number;
}

/** What a generator made, and what it can tell about how. */
export interface Generated {
  draft: Draft;
  /** Absent for a generator without a model. */
  tokens?: { prompt: number; new: number; perSecond: number };
  /** Version of the prompt it was asked with. */
  prompt?: string;
  /** Marks in its text that name no passage it was given: dropped, and counted. */
  unknownMarks?: number;
  /** "length": there was no room for more text. The sentence that had not ended is not in the draft. Absent: it ended by itself. */
  ended?: 'length';
}

/** Text as it is written, with citation marks already turned into numbers or left out; and each sentence once it is whole. */
export type GenerateEvent = { type: 'text'; text: string } | { type: 'sentence'; sentence: DraftSentence };

/** Anything that writes an answer from evidence: quoting now, language models later. */
export interface Generator {
  /** Shown with the answer: which engine, which model, which version. */
  readonly name: string;
  /** An abort rejects with the signal's reason; the sentences that were whole until then have been told by events. */
  generate(signal: AbortSignal, request: GenerateRequest, onEvent: OnEvent<GenerateEvent>): Promise<Generated>;
}

export interface Citation {
  /** Number of the evidence it comes from. */
  evidence: number;
  range: TextRange;
  documentName: string;
  place: Place;
  /** The words at `range`, verbatim. */
  quote: string;
}

export interface AnswerSentence {
  text: string;
  opens?: DraftSentence['opens'];
  by?: DraftSentence['by'];
  /** Only citations that the program found in the stored source. */
  citations: Citation[];
  /** False when nothing in the evidence backs the sentence: it is shown, and marked. */
  supported: boolean;
  /** Why it is not supported; absent when it is, and in answers that were kept before there were findings. */
  finding?: SentenceFinding;
}

/**
 * The first reason found for not believing a sentence, as data. `what` is the piece of the sentence it is about, as it stands there.
 * "elsewhere": it is in the cited passages, but what the sentence says of it is said there of something else.
 */
export type SentenceFinding =
  | { code: 'no-citation' }
  | { code: 'number-not-found' | 'date-not-found' | 'name-not-found' | 'quotation-not-found'; what: string }
  | { code: 'number-elsewhere' | 'name-elsewhere'; what: string }
  /** A "not" or an opposite ("permitted", "prohibited") stands on one side only. */
  | { code: 'negation-differs'; what: string }
  /** `share` of the sentence's content words that the passages hold, from 0 to 1. */
  | { code: 'too-little-found'; share: number };

/** What there is to say for an answer, as counts and measured values; never mixed into one figure. */
export interface Confidence {
  /** Measured strength of the evidence, and the floor that an answer needs. */
  evidence: { strength: number; floor: number };
  sentences: { supported: number; total: number };
  /** Different passages, and different documents, that supported sentences cite. */
  agreement: { passages: number; documents: number };
}

/** How a question is answered: from the best passages, or by walking through whole documents. */
export type AnswerMode = 'passages' | 'summarise' | 'compare' | 'list' | 'count';

/** Where an answer comes from: enough to make it again, and to see what was done. */
export interface Lineage {
  /** The embedding space that was searched. Absent: by word only. */
  space?: string;
  model?: { id: string; name: string; revision: string; device: string };
  prompt?: string;
  tokens?: { prompt: number; new: number; perSecond: number };
  /** What checking found: marks that named nothing, sentences that nothing backed, and whether the model was asked to mend them. */
  check: { unknownMarks: number; unsupported: number; repaired: boolean };
  /** Said when another model than the wanted one answered: why, and which was wanted. */
  steppedDown?: { /** Its name. */ from: string; problem: PlainProblem };
  /** Passages walked through, when whole documents were. */
  walked?: { passages: number; documents: number };
}

export interface Answer {
  id: string;
  conversationId: string;
  /** As it was asked. */
  question: string;
  /** As it was searched for: a follow-up made to stand alone. */
  searched: string;
  /** Who made the searched question out of the asked one. */
  searchedBy: 'nobody' | 'rules' | 'model' | 'person';
  mode: AnswerMode;
  scope: Scope;
  /** Milliseconds since 1970. */
  askedAt: number;
  /** "unfinished": it was stopped, or the page was closed, before it was whole; what there is of it stays. */
  outcome: 'answered' | 'not-in-documents' | 'unfinished';
  sentences: AnswerSentence[];
  /** The evidence it was made from, or the nearest passages when the outcome is "not in your documents". */
  evidence: Evidence[];
  strength: number;
  floor: number;
  confidence?: Confidence;
  generator: string;
  lineage: Lineage;
  rating?: 'up' | 'down';
  milliseconds: { gathering: number; generating: number };
}

export interface AskRequest {
  question: string;
  scope: Scope;
  conversationId: string;
  /** A person's own wording of what to search for, in place of the one that would be made. */
  searched?: string;
  /** "auto": recognised from the question. */
  mode: AnswerMode | 'auto';
  /** Id of the language model to write with, or "quoting". */
  answerWith: string;
  /** Id of the answer that this one takes the place of. */
  insteadOf?: string;
}

/** Evidence is on screen before the first word of an answer. */
export type AskEvent =
  | { type: 'searched'; text: string; by: Answer['searchedBy']; mode: AnswerMode }
  | { type: 'evidence'; evidence: EvidenceSet }
  /** The language model is being fetched into memory. `of` 0: it is not known how much there is. */
  | { type: 'loading'; name: string; done: number; of: number }
  /** Another model answers than the one that was wanted. */
  | { type: 'stepped-down'; to: string; problem: PlainProblem }
  /** Whole documents are being walked through, in passages. */
  | { type: 'walking'; done: number; of: number }
  /** What was streamed so far is void, and written anew: the repair of unsupported sentences. */
  | { type: 'again' }
  | GenerateEvent;

/** Questions and answers that belong together, oldest first. */
export interface Conversation {
  id: string;
  title: string;
  /** A title that a person gave is not changed any more. */
  titledBy: 'question' | 'person';
  /** Milliseconds since 1970. */
  createdAt: number;
  changedAt: number;
  /** Where it was branched off. */
  branchedFrom?: { conversationId: string; answerId: string };
}

/** A place in a conversation where words were found. */
export interface ConversationHit {
  conversationId: string;
  answerId: string;
  /** A few words around what was found, and where it is in them. */
  excerpt: string;
  marks: Span[];
}

/** A language model that is here, or the browser's own. */
export interface UsableWriter {
  /** "quoting", "browser", or the id of a model in the vault. */
  id: string;
  name: string;
  goodFor: string;
  /** Whose model it is, in words. */
  maker: string;
  kind: 'quoting' | 'vault' | 'browser';
}

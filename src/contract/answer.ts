/** A question, the evidence found for it, and the answer whose every citation was located in the source. */
import type { OnEvent } from './events.ts';
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
  sentences: { text: string; cites: (Span & { evidence: number })[] }[];
}

export interface GenerateRequest {
  question: string;
  evidence: Evidence[];
  tokenBudget: number;
}

export type GenerateEvent = { type: 'text'; text: string };

/** Anything that writes an answer from evidence: quoting now, language models later. */
export interface Generator {
  /** Shown with the answer: which engine, which model, which version. */
  readonly name: string;
  generate(signal: AbortSignal, request: GenerateRequest, onEvent: OnEvent<GenerateEvent>): Promise<Draft>;
}

/** What the generate worker promises. */
export interface GenerateApi {
  generate(
    signal: AbortSignal,
    request: GenerateRequest,
    onEvent: OnEvent<GenerateEvent>,
  ): Promise<{ generator: string; draft: Draft }>;
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
  /** Only citations that the program found in the stored source. */
  citations: Citation[];
  /** False when nothing in the evidence backs the sentence: it is shown, and marked. */
  supported: boolean;
}

export interface Answer {
  id: string;
  question: string;
  scope: Scope;
  /** Milliseconds since 1970. */
  askedAt: number;
  outcome: 'answered' | 'not-in-documents';
  sentences: AnswerSentence[];
  /** The evidence it was made from, or the nearest passages when the outcome is "not in your documents". */
  evidence: Evidence[];
  strength: number;
  floor: number;
  generator: string;
  milliseconds: { gathering: number; generating: number };
}

export interface AskRequest {
  question: string;
  scope: Scope;
}

/** Evidence is on screen before the first word of an answer. */
export type AskEvent = { type: 'evidence'; evidence: EvidenceSet } | GenerateEvent;

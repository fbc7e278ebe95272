/**
 * One loaded language model, whatever runs it: transformers.js, WebLLM or the browser itself. What every engine must keep to is tested by
 * `writer-conformance.ts`.
 */
import type { OnEvent } from '../contract/events.ts';
import type { Message, WriteOptions, Written } from '../contract/writer.ts';

export interface Writer {
  /** Shown with an answer: the model, and what runs it. */
  readonly name: string;
  readonly modelId: string;
  readonly revision: string;
  /** Tokens of prompt and new text together. */
  readonly contextTokens: number;
  /**
   * True once this engine cannot be trusted any more: its device is gone, or a run failed or never came back. Its worker must then be ended,
   * and every further call rejects.
   */
  readonly poisoned: boolean;
  /** Tokens of a plain text, or of messages in the form that the model is given them: that is how a caller packs a prompt. */
  countTokens(of: string | readonly Message[]): Promise<number>;
  /**
   * Writes the answer to the last message. Calls wait for each other: an engine writes one text at a time.
   * Text in `messages` cannot be mistaken for the marks that part one turn from the next.
   * @param onText pieces of the text as they come, each awaited. Joined they are the text. Nothing comes after the call has ended.
   * @throws RangeError when prompt and `maximumTokens` together are longer than the context: nothing is cut
   * @throws the signal's reason within 300 ms of an abort, as an AbortError. The engine can be used again unless it is `poisoned`.
   * @throws Problem device-lost when memory or the graphics device is gone
   */
  write(signal: AbortSignal, messages: readonly Message[], options: WriteOptions, onText: OnEvent<string>): Promise<Written>;
  /** Gives back what it holds. A text being written ends with an AbortError. */
  unload(): Promise<void>;
}

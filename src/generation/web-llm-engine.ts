/**
 * WebLLM, told to load one model whose files come from us. Import this lazily: it is megabytes.
 *
 * Its `MLCEngine` runs in our own worker and not in one of its own, which would throw away what its errors are. It is asked for plain
 * completions: the form of a conversation is made by `web-llm-prompt.ts`.
 */
import { MLCEngine } from '@mlc-ai/web-llm';
import type { WriterModel } from '../contract/writer.ts';
import type { WebLlmArtifacts } from './web-llm-artifacts.ts';
import type { ConversationTemplate, FormFacts } from './web-llm-prompt.ts';

/** Tokens are drawn from those that make up this much of the likelihood, as transformers.js models do here (`choose-token.ts`). */
const NUCLEUS = 0.95;

/** A model that is loaded. One text at a time. */
export interface ChatEngine {
  readonly form: FormFacts;
  /** The text also ends before these, wherever they come from. */
  readonly stops: readonly string[];
  /** Tokens that its configuration has places for. */
  readonly contextTokens: number;
  encode(text: string): ArrayLike<number>;
  /** Ends after an event with `ended`. To leave it earlier, call `interrupt` and take the rest, or return from it. */
  write(prompt: string, options: EngineOptions): AsyncIterable<EngineEvent>;
  /** The text that is being written ends after its next token. */
  interrupt(): void;
  unload(): Promise<void>;
}

export interface EngineOptions {
  maximumTokens: number;
  temperature: number;
  seed?: number;
}

export type EngineEvent =
  | { piece: string }
  /** `text` is all of it, also what was held back. The mark that ended it is not counted. */
  | { ended: 'stop' | 'length' | 'abort'; text: string; promptTokens: number; newTokens: number };

interface ChatConfiguration {
  conv_template?: ConversationTemplate;
  conv_config?: Partial<ConversationTemplate>;
  context_window_size?: number;
}

/** What is used of the engine's insides: it has no other way to count tokens. The version is pinned, and `web-llm.spec.ts` notices a change. */
interface Insides {
  loadedModelIdToPipeline: Map<string, { tokenizer: { encode(text: string): Int32Array; idToToken(id: number): string } }>;
}

/** @throws whatever the library throws; a TypeError when a file failed, of which `artifacts.problem` knows more. The worker must then be ended. */
export async function loadChatEngine(artifacts: WebLlmArtifacts, model: WriterModel): Promise<ChatEngine> {
  const configuration = (await artifacts.json('mlc-chat-config.json')) as ChatConfiguration;
  const template = { ...configuration.conv_template, ...configuration.conv_config } as ConversationTemplate;
  const native = configuration.context_window_size ?? 0;
  const contextTokens = native > 0 ? Math.min(native, model.contextTokens) : model.contextTokens;
  const engine = new MLCEngine({
    logLevel: 'SILENT',
    appConfig: {
      cacheBackend: 'cache',
      model_list: [{
        model_id: model.id, model: artifacts.modelAddress, model_lib: artifacts.libraryAddress, integrity: artifacts.integrity,
        overrides: { context_window_size: contextTokens },
      }],
    },
  });
  await engine.reload(model.id);
  const tokenizer = (engine as unknown as Insides).loadedModelIdToPipeline.get(model.id)?.tokenizer;
  // A reload that was interrupted returns as if it had succeeded.
  if (!tokenizer) throw new DOMException('The loading was interrupted.', 'AbortError');
  const { added_tokens: addedTokens = [] } = (await artifacts.json('tokenizer.json')) as { added_tokens?: FormFacts['addedTokens'] };
  return {
    form: { template, addedTokens, beginning: (template.system_prefix_token_ids ?? []).map((id) => tokenizer.idToToken(id)).join('') },
    stops: template.stop_str ?? [],
    contextTokens,
    encode: (text) => tokenizer.encode(text),
    write: (prompt, options) => follow(engine, prompt, options),
    interrupt: () => void engine.interruptGenerate(),
    unload: () => engine.unload(),
  };
}

async function* follow(engine: MLCEngine, prompt: string, { maximumTokens, temperature, seed }: EngineOptions): AsyncGenerator<EngineEvent> {
  const chunks = await engine.completions.create({
    prompt, stream: true, stream_options: { include_usage: true }, max_tokens: maximumTokens, temperature, top_p: NUCLEUS,
    // What the makers recommend against repetition is switched off: an answer must be able to repeat the evidence.
    repetition_penalty: 1, frequency_penalty: 0, presence_penalty: 0,
    ...(seed !== undefined && { seed }),
  });
  let ended: 'stop' | 'length' | 'abort' = 'abort';
  for await (const { choices, usage } of chunks) {
    const piece = choices[0]?.text ?? '';
    if (piece !== '') yield { piece };
    const reason = choices[0]?.finish_reason;
    if (reason) ended = reason === 'stop' || reason === 'length' ? reason : 'abort';
    if (usage) {
      const newTokens = usage.completion_tokens - (ended === 'stop' ? 1 : 0);
      yield { ended, text: await engine.getMessage(), promptTokens: usage.prompt_tokens, newTokens };
    }
  }
}

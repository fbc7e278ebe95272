/** An engine whose texts are known beforehand, with the habits of WebLLM: it hears an interruption only between two tokens. */
import type { ChatEngine, EngineEvent } from './web-llm-engine.ts';
import type { ConversationTemplate } from './web-llm-prompt.ts';
import { nextTask } from './next-task.ts';

/** A form that many models have. */
export const CHATML: ConversationTemplate = {
  system_template: '<|im_start|>system\n{system_message}<|im_end|>\n',
  system_message: 'You are helpful.',
  roles: { user: '<|im_start|>user', assistant: '<|im_start|>assistant' },
  role_templates: { user: '{user_message}', assistant: '{assistant_message}' },
  role_content_sep: '\n',
  role_empty_sep: '\n',
  seps: ['<|im_end|>\n'],
  stop_str: ['<|im_end|>'],
};

export interface EngineScript {
  answer(prompt: string): string;
  contextTokens?: number;
  template?: ConversationTemplate;
  /** Called before each token, and awaited. What it throws is what the engine throws. */
  onToken?(): void | Promise<void>;
  /** Characters that the library keeps to itself until the end, as it does with an incomplete one. */
  holdsBack?: number;
}

export function createScriptedChatEngine({ answer, contextTokens = 4_096, template = CHATML, onToken = nextTask, holdsBack = 0 }: EngineScript) {
  let interrupted = false;
  const state = { unloaded: false, prompts: [] as string[], tokens: 0, running: 0 };
  const addedTokens = [{ content: '<|im_start|>', special: true }, { content: '<|im_end|>', special: true }];
  async function* write(prompt: string, { maximumTokens }: { maximumTokens: number }): AsyncGenerator<EngineEvent> {
    if (state.running > 0) throw new Error('One text at a time.');
    state.running += 1;
    try {
      interrupted = false;
      state.prompts.push(prompt);
      const tokens = tokensOf(answer(prompt));
      let [text, newTokens] = ['', 0];
      while (newTokens < Math.min(maximumTokens, tokens.length) && !interrupted) {
        await onToken();
        state.tokens += 1;
        const piece = tokens[newTokens++]!;
        const shown = newTokens === tokens.length ? piece.slice(0, piece.length - holdsBack) : piece;
        text += piece;
        const cut = (template.stop_str ?? []).map((stop) => text.lastIndexOf(stop)).find((at) => at >= 0);
        if (cut !== undefined) {
          yield { ended: 'stop', text: text.slice(0, cut), promptTokens: tokensOf(prompt).length, newTokens: newTokens - 1 };
          return;
        }
        yield { piece: shown };
      }
      const ended = interrupted ? 'abort' : newTokens < tokens.length ? 'length' : 'stop';
      yield { ended, text, promptTokens: tokensOf(prompt).length, newTokens };
    } finally {
      state.running -= 1;
    }
  }
  const engine: ChatEngine = {
    form: { template, addedTokens, beginning: '' },
    stops: template.stop_str ?? [],
    contextTokens,
    encode: (text) => Int32Array.from(tokensOf(text).keys()),
    write,
    interrupt: () => void (interrupted = true),
    unload: async () => void (state.unloaded = true),
  };
  return { engine, state };
}

const tokensOf = (text: string): string[] => text.match(/\s*\S+/gu) ?? [];

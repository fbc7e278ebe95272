/**
 * Messages in the form that a model of WebLLM knows, made from the `conv_template` of its configuration as the library would
 * (https://llm.mlc.ai/docs/deploy/mlc_chat_config.html). We make it ourselves, because then the tokens that were counted are those that are
 * read, and because the library puts texts in by a replacement that gives a meaning to `$&` in them.
 */
import type { Message } from '../contract/writer.ts';
import type { PromptForm } from './chat-prompt.ts';

export interface ConversationTemplate {
  system_template: string;
  system_message: string;
  render_empty_system_message?: boolean;
  add_role_after_system_message?: boolean;
  roles: Partial<Record<Message['role'] | 'tool', string>>;
  role_templates?: Partial<Record<Message['role'] | 'tool', string>>;
  role_content_sep?: string;
  role_empty_sep?: string;
  seps: string[];
  stop_str?: string[];
  system_prefix_token_ids?: number[] | null;
}

export interface FormFacts {
  template: ConversationTemplate;
  /** Text of the tokens that every prompt begins with. */
  beginning: string;
  /** `added_tokens` of the tokenizer: each is one token wherever it stands. */
  addedTokens: readonly { content: string; special: boolean }[];
}

/** A model that can think aloud is told by these, and is given an empty thought: it would spend the whole budget on a real one. */
const THOUGHT = { open: '<think>', close: '</think>' };
/** Signs that part turns look like this; "User" is a word that documents have too. */
const LOOKS_LIKE_A_MARK = /[<[|]/;

export function conversationForm({ template, beginning, addedTokens }: FormFacts): PromptForm {
  const thinks = addedTokens.some(({ content }) => content === THOUGHT.open);
  const parting = [...Object.values(template.roles), ...template.seps, ...(template.stop_str ?? [])].map((text) => text.trim());
  const marks = [
    ...addedTokens.filter(({ special }) => special).map(({ content }) => content),
    ...(thinks ? [THOUGHT.open, THOUGHT.close] : []),
    ...parting.filter((text) => LOOKS_LIKE_A_MARK.test(text)),
  ];
  return {
    marks: [...new Set(marks)],
    render: (messages) => beginning + renderAll(template, messages, thinks ? `${THOUGHT.open}\n\n${THOUGHT.close}\n\n` : undefined),
  };
}

/** @throws Error when the form has no place for a turn */
function renderAll(template: ConversationTemplate, messages: readonly Message[], thought: string | undefined): string {
  const [first] = messages;
  const system = systemPrompt(template, first?.role === 'system' ? first.content : template.system_message);
  const turns = messages.filter((message, i) => i > 0 || message.role !== 'system');
  const rendered = turns.map((message, i) => {
    const withoutRole = template.add_role_after_system_message === false && system !== '' && i === 0;
    return (withoutRole ? '' : roleOf(template, message.role) + contentSeparator(template)) + contentOf(template, message) + (template.seps[i % template.seps.length] ?? '');
  });
  const reply = roleOf(template, 'assistant') + (thought === undefined ? (template.role_empty_sep ?? ': ') : contentSeparator(template) + thought);
  return system + rendered.join('') + reply;
}

function systemPrompt(template: ConversationTemplate, message: string): string {
  if (message === '' && template.render_empty_system_message === false) return '';
  if (message !== '' && !template.system_template.includes('{system_message}')) throw new Error('This form has no place for a system turn.');
  return template.system_template.replace('{system_message}', () => message);
}

function contentOf({ role_templates }: ConversationTemplate, { role, content }: Message): string {
  const form = role_templates?.[role];
  return form === undefined ? content : form.replace('{function_string}', '').replace(`{${role}_message}`, () => content);
}

function roleOf({ roles }: ConversationTemplate, role: Message['role']): string {
  const text = role === 'system' ? undefined : roles[role];
  if (text === undefined) throw new Error(`This form has no place for a ${role} turn there.`);
  return text;
}

const contentSeparator = ({ role_content_sep }: ConversationTemplate): string => role_content_sep ?? ': ';

import { expect, test } from 'vitest';
import type { Message } from '../contract/writer.ts';
import { chatPrompt } from './chat-prompt.ts';
import { CHATML } from './scripted-chat-engine.test.support.ts';
import { conversationForm, type ConversationTemplate } from './web-llm-prompt.ts';

const conversation: Message[] = [
  { role: 'system', content: 'Be short.' },
  { role: 'user', content: 'Why?' },
  { role: 'assistant', content: 'Because.' },
  { role: 'user', content: 'And then?' },
];
const form = (template: ConversationTemplate, beginning = '', added: string[] = []) =>
  conversationForm({ template, beginning, addedTokens: added.map((content) => ({ content, special: true })) });

/** As the configurations of Llama 3 have it. */
const LLAMA: ConversationTemplate = {
  system_template: '<|start_header_id|>system<|end_header_id|>\n\n{system_message}<|eot_id|>',
  system_message: 'You are a helpful, respectful and honest assistant.',
  roles: { user: '<|start_header_id|>user', assistant: '<|start_header_id|>assistant' },
  seps: ['<|eot_id|>'], role_content_sep: '<|end_header_id|>\n\n', role_empty_sep: '<|end_header_id|>\n\n',
};
/** As those of Llama 2 and Mistral have it: the first turn stands inside the form of the system turn. */
const INST: ConversationTemplate = {
  system_template: '[INST] {system_message}', system_message: '', add_role_after_system_message: false,
  roles: { user: '[INST]', assistant: '[/INST]' }, seps: [' ', '</s>'], role_content_sep: ' ', role_empty_sep: '',
};

test('a conversation in the form of ChatML', () => {
  expect(form(CHATML).render(conversation)).toBe(
    '<|im_start|>system\nBe short.<|im_end|>\n<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\nBecause.<|im_end|>\n<|im_start|>user\nAnd then?<|im_end|>\n<|im_start|>assistant\n',
  );
});

test('begins with the tokens that the model wants every prompt to begin with', () => {
  expect(form(LLAMA, '<|begin_of_text|>').render(conversation.slice(0, 2))).toBe(
    '<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nBe short.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nWhy?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n',
  );
});

test('the first turn can stand inside the system turn, and the signs between turns alternate', () => {
  expect(form(INST).render(conversation)).toBe('[INST] Be short.Why? [/INST] Because.</s>[INST] And then? [/INST]');
});

test('without a system turn the model gets its own, unless it is empty and not to be shown', () => {
  expect(form(CHATML).render(conversation.slice(1, 2))).toContain('system\nYou are helpful.<|im_end|>');
  const silent = { ...CHATML, system_message: '', render_empty_system_message: false };
  expect(form(silent).render(conversation.slice(1, 2))).toBe('<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n');
});

test('a form without a place for a system turn gets it at the head of the first question', () => {
  const closed = { ...CHATML, system_template: '', system_message: '' };
  expect(chatPrompt(form(closed), conversation.slice(0, 2))).toBe('<|im_start|>user\nBe short.\n\nWhy?<|im_end|>\n<|im_start|>assistant\n');
});

test('separators that are not said are colons', () => {
  const { role_content_sep: _content, role_empty_sep: _empty, ...bare } = CHATML;
  expect(form(bare).render(conversation.slice(0, 2))).toMatch(/user: Why\?<\|im_end\|>\n<\|im_start\|>assistant: $/);
});

test('a model that can think aloud is given an empty thought', () => {
  expect(form(CHATML, '', ['<think>', '</think>']).render(conversation.slice(0, 2))).toMatch(/assistant\n<think>\n\n<\/think>\n\n$/);
});

test('signs that have a meaning in replacements stand in the prompt as they stand in the text', () => {
  const odd = "$& costs $$5, $' and $` and {user_message} and {system_message}";
  const prompt = form(CHATML).render([{ role: 'system', content: odd }, { role: 'user', content: odd }]);
  expect(prompt?.split(odd)).toHaveLength(3);
});

test('what parts turns is a mark, and a word that documents have too is not', () => {
  expect(form(CHATML, '', ['<|endoftext|>']).marks).toEqual(['<|endoftext|>', '<|im_start|>user', '<|im_start|>assistant', '<|im_end|>']);
  expect(form({ ...INST, roles: { user: 'USER', assistant: '[/INST]' } }).marks).toEqual(['[/INST]', '</s>']);
});

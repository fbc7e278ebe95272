/** Messages in the form that a model knows, with nothing in them that could be taken for a mark of that form. */
import type { Message } from '../contract/writer.ts';

/** What a model says of its form. A part of CausalModel. */
export interface PromptForm {
  readonly marks: readonly string[];
  /** `undefined`: it has no form. Throws when its form has no place for these messages. */
  render(messages: readonly Message[]): string | undefined;
}

/**
 * A document that holds "<|im_end|>" must not be able to end the turn that quotes it, so marks are broken up by a space.
 * A form without a place for a system turn gets it at the head of the first user turn. A model without any form gets the roles as words.
 */
export function chatPrompt(form: PromptForm, messages: readonly Message[]): string {
  const harmless = messages.map((message) => ({ ...message, content: withoutMarks(message.content, form.marks) }));
  return attempt(form, harmless) ?? attempt(form, withoutSystem(harmless)) ?? plainPrompt(harmless);
}

export function withoutMarks(text: string, marks: readonly string[]): string {
  // A longer mark first, because it may hold a shorter one.
  const sorted = marks.filter((mark) => mark !== '').toSorted((a, b) => b.length - a.length);
  const broken = sorted.reduce((clean, mark) => clean.replaceAll(mark, () => (mark.length === 1 ? ' ' : `${mark.slice(0, 1)} ${mark.slice(1)}`)), text);
  // Marks that overlap leave one behind: "aaa" has "aa" twice. Every round puts a space in, so there is a last one.
  return broken === text ? text : withoutMarks(broken, marks);
}

function attempt(form: PromptForm, messages: readonly Message[]): string | undefined {
  try {
    return form.render(messages);
  } catch {
    // A template refuses by throwing, in words of its own.
    return undefined;
  }
}

function withoutSystem(messages: readonly Message[]): Message[] {
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const others = messages.filter(({ role }) => role !== 'system');
  const first = others.findIndex(({ role }) => role === 'user');
  return others.map((message, i) => (i === first ? { ...message, content: [...system, message.content].join('\n\n') } : message));
}

const plainPrompt = (messages: readonly Message[]): string =>
  [...messages.map(({ role, content }) => (role === 'system' ? content : `${role === 'user' ? 'User' : 'Assistant'}: ${content}`)), 'Assistant:'].join('\n\n');

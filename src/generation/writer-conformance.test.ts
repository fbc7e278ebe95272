import { describe, expect, test } from 'vitest';
import { CausalWriter } from './causal-writer.ts';
import { createScriptedCausalModel } from './scripted-causal-model.test.support.ts';
import { createScriptedWriter } from './scripted-writer.test.support.ts';
import { writerConformance, type ConformanceSubject } from './writer-conformance.ts';
import type { Writer } from './writer.ts';

const talkative = [{ role: 'user' as const, content: 'Say something long.' }];
const answer = () => Array.from({ length: 60 }, (_, i) => `word${i}`).join(' ');
const facts = { name: 'Scripted', modelId: 'scripted', revision: '1', contextTokens: 4_096, slices: true };

const writers: Record<string, () => Writer> = {
  'the scripted writer': () => createScriptedWriter({ answer }),
  'the causal writer with a scripted model': () => new CausalWriter(createScriptedCausalModel(), facts),
};

describe.each(Object.entries(writers))('%s keeps to what every writer must', (_name, create) => {
  const subject: ConformanceSubject = { writer: create(), talkative, tokens: 24, seeded: true };
  test.each(writerConformance)('$name', ({ run }) => run(subject));
});

/** What can be wrong with a writer, and the check that must notice it. */
const faults: Record<string, { check: string; broken(writer: Writer): Partial<Writer> }> = {
  'shows its text twice': {
    check: 'the pieces are the text, and say how it was made',
    broken: (writer) => ({ write: (signal, messages, options, onText) => writer.write(signal, messages, options, (piece) => onText(piece + piece)) }),
  },
  'gives back a short text as if an abort had been its end': {
    check: 'an abort is answered at once, nothing comes after it, and the next text is whole',
    broken: (writer) => ({
      write: (signal, messages, options, onText) => writer.write(signal, messages, options, onText)
        .catch(() => ({ text: '', promptTokens: 1, newTokens: 0, tokensPerSecond: 0, ended: 'finished' as const })),
    }),
  },
  'does not hear an abort': {
    check: 'an abort is answered at once, nothing comes after it, and the next text is whole',
    broken: (writer) => ({ write: (_signal, messages, options, onText) => writer.write(new AbortController().signal, messages, options, onText) }),
  },
  'writes past its budget': {
    check: 'a text ends at its budget and says so',
    broken: (writer) => ({ write: (signal, messages, options, onText) => writer.write(signal, messages, { ...options, maximumTokens: options.maximumTokens + 1 }, onText) }),
  },
  'writes stop strings': {
    check: 'a text ends before a stop string, which is not part of it',
    broken: (writer) => ({ write: (signal, messages, { maximumTokens, temperature }, onText) => writer.write(signal, messages, { maximumTokens, temperature }, onText) }),
  },
  'cuts a prompt that is too long': {
    check: 'prompt and budget longer than the context are refused, not cut',
    broken: (writer) => ({
      write: (signal, messages, options, onText) => writer.write(signal, messages, { ...options, maximumTokens: Math.min(options.maximumTokens, 50) }, onText),
    }),
  },
  'does not wait for its listener': {
    check: 'each piece is awaited before the next',
    broken: (writer) => ({ write: (signal, messages, options, onText) => writer.write(signal, messages, options, (piece) => void onText(piece)) }),
  },
  'goes on after it was unloaded': {
    check: 'unloading ends the text that is being written, and there is no other after it',
    broken: () => ({ unload: async () => {} }),
  },
};

describe('a writer is found out that', () => {
  test.each(Object.entries(faults))('%s', async (_name, { check, broken }) => {
    const sound = createScriptedWriter({ answer });
    const writer: Writer = { ...sound, ...broken(sound) };
    const run = writerConformance.find(({ name }) => name === check)?.run;
    await expect(run?.({ writer, talkative, tokens: 24, seeded: true })).rejects.toThrow(/Expected|did not fail/);
  });
});

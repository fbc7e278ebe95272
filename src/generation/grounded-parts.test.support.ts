/** A scripted writer with the parts around it that a grounded answer needs. What it was asked is kept. */
import type { Message, WriteOptions } from '../contract/writer.ts';
import type { GroundedParts } from './grounded.ts';
import { countWords, seededBytes, split } from './packed.test.support.ts';
import { createScriptedWriter, type Script } from './scripted-writer.test.support.ts';

export interface Asked {
  messages: Message[];
  options: WriteOptions;
}

export function scriptedParts(script: Script, contextTokens = 4_096): GroundedParts & { asked: Asked[] } {
  const writer = createScriptedWriter({ contextTokens, ...script });
  const asked: Asked[] = [];
  return {
    asked,
    facts: { name: 'Scripted', contextTokens },
    countTokens: countWords,
    write(signal, messages, options, onText) {
      asked.push({ messages, options });
      return writer.write(signal, messages, options, onText);
    },
    split,
    random: seededBytes(5),
  };
}

/** The ids of the passages in a prompt, in their order. */
export const idsIn = (messages: readonly Message[]): string[] => [...messages.at(-1)!.content.matchAll(/^⟦([^⟧]+)⟧ /gmu)].map(([, id]) => id!);

/** Those who write answers, in words. */
import type { UsableWriter } from '../../contract/answer.ts';

/** As it stands in the list: the browser's own model with whose it is, a model of the vault with who made it. */
export function writerWords({ name, maker, kind }: UsableWriter): string {
  if (kind === 'quoting' || maker === '') return name;
  return kind === 'browser' ? `${name} (${lowerFirst(maker)})` : `${name} (${maker})`;
}

const lowerFirst = (words: string): string => (words.startsWith('The ') ? `the ${words.slice(4)}` : words);


import { expect, test } from 'vitest';
import type { LanguageFacts } from '../../contract/model.ts';
import { distinctNames } from './distinct-names.ts';
import { absent, entryOf, modelOf } from './made-up.test.support.ts';

const named = (id: string, name: string, engine?: LanguageFacts['engine']) =>
  modelOf(id, absent, { entry: entryOf(id, { name, ...(engine && { kind: 'language', language: { engine, contextTokens: 1 } }) }) });
const names = (...models: ReturnType<typeof named>[]) => distinctNames(models).map(({ entry }) => entry.name);

test('names that differ stay as they are', () => expect(names(named('a', 'A'), named('b', 'B'))).toEqual(['A', 'B']));

test('one model for two programs is told apart by the program', () => {
  expect(names(named('a', 'Q', 'web-llm'), named('b', 'Q', 'transformers'), named('c', 'C'))).toEqual(['Q (WebLLM)', 'Q (ONNX)', 'C']);
});

test('where the program is the same, the id tells', () => {
  expect(names(named('a', 'Q', 'web-llm'), named('b', 'Q', 'web-llm'), named('c', 'Q'))).toEqual(['Q (a)', 'Q (b)', 'Q (c)']);
});

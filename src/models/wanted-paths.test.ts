import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import { matches, wantedPaths } from './wanted-paths.ts';

test('a pattern matches what the same regular expression matches', () => {
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '.'), maxLength: 8 });
  const path = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 8 });
  fc.assert(
    fc.property(pattern, path, (star, text) => {
      const expression = new RegExp(`^${star.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`);
      expect(matches(star, text)).toBe(expression.test(text));
    }),
    { numRuns: 2_000 },
  );
});

test('all shards of a listing are wanted, with the program that runs them, and none matching is told', () => {
  const entry = catalogue.find(({ language }) => language?.engine === 'web-llm');
  const build = entry?.builds[0];
  const library = entry?.language?.library?.name ?? '';
  if (!entry || !build) throw new Error('The catalogue has no model for WebLLM.');
  const listing = [...entry.commonFiles, library, 'params_shard_0.bin', 'params_shard_10.bin', 'other/params_shard_1.bin', 'README.md'];
  expect(wantedPaths(entry, build, listing)).toEqual({ paths: [...entry.commonFiles, 'params_shard_0.bin', 'params_shard_10.bin', library], missing: [] });
  expect(wantedPaths(entry, build, [...entry.commonFiles]).missing).toEqual(['params_shard_*.bin', library]);
});

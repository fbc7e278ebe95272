import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestInName, finishedName, partName, safeName } from './vault-layout.ts';

const label = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: fc.constantFrom('.', '/', 'a', 'A', '=', '~', '@'), maxLength: 12 }));

test('a name from outside can leave no folder, on no file system', () => {
  fc.assert(
    fc.property(label, (text) => {
      const name = safeName(text);
      expect(name).toMatch(/^[a-z0-9=~-]*([a-z0-9=~.-]*[a-z0-9=~-])?$/);
      expect(name.startsWith('.')).toBe(false);
      expect(finishedName(text, 'a'.repeat(64)).length).toBeLessThan(250);
    }),
  );
});

test('different texts have different names, also where case does not count', () => {
  fc.assert(
    fc.property(label, label, (a, b) => {
      // A half of a surrogate pair has no bytes of its own.
      fc.pre(a.isWellFormed() && b.isWellFormed() && a !== b);
      expect(safeName(a).toLowerCase()).not.toBe(safeName(b).toLowerCase());
    }),
    { examples: [['a/b', 'a=2fb'], ['A', 'a'], ['.a', 'a'], ['x'.repeat(400), 'x'.repeat(401)]] },
  );
});

test('a finished file says its digest, and is never taken for an unfinished one or for another file', () => {
  const digest = 'ab'.repeat(32);
  expect(digestInName('onnx/model.onnx', finishedName('onnx/model.onnx', digest))).toBe(digest);
  expect(digestInName('onnx/model.onnx', finishedName('onnx/model.onnx_data', digest))).toBeUndefined();
  expect(digestInName('a', partName('a', 'sha256:x'))).toBeUndefined();
  expect(partName('a', 'sha256:x')).not.toBe(partName('a', 'sha256:y'));
});

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startHashing } from './digest.ts';

test('digests made stretch by stretch are those that Node and git make of the whole', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), (stretches) => {
      const whole = Buffer.concat(stretches);
      const sha256 = createHash('sha256').update(whole).digest('hex');
      const blob = createHash('sha1').update(`blob ${whole.length}\0`).update(whole).digest('hex');
      for (const told of [undefined, { kind: 'sha256', hex: sha256 } as const, { kind: 'git-blob', hex: blob } as const]) {
        const hashing = startHashing(whole.length, told);
        for (const stretch of stretches) hashing.update(stretch);
        expect(hashing.agrees()).toBe(true);
        expect(hashing.sha256()).toBe(sha256);
      }
    }),
  );
});

test('one other bit does not agree', () => {
  const hashing = startHashing(1, { kind: 'git-blob', hex: createHash('sha1').update('blob 1\0a').digest('hex') });
  hashing.update(new TextEncoder().encode('b'));
  expect(hashing.agrees()).toBe(false);
});

test('git names a known blob as it always has', () => {
  // `echo 'hello' | git hash-object --stdin`
  const hashing = startHashing(6, { kind: 'git-blob', hex: 'ce013625030ba8dba906f756967f9e9ca394464a' });
  hashing.update(new TextEncoder().encode('hello\n'));
  expect(hashing.agrees()).toBe(true);
});

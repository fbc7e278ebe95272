import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLimiter } from './limiter.ts';

test('never runs more at once than allowed, runs all that were not called off, and in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(fc.boolean(), { maxLength: 12 }), async (most, calledOff) => {
      const limiter = createLimiter(most);
      const started: number[] = [];
      let [running, highest] = [0, 0];
      const work = calledOff.map((isOff, i) => {
        const controller = new AbortController();
        const done = limiter(controller.signal, async () => {
          started.push(i);
          highest = Math.max(highest, (running += 1));
          await new Promise((resolve) => setTimeout(resolve, 0));
          running -= 1;
        });
        if (isOff) controller.abort();
        return done.catch(() => {});
      });
      await Promise.all(work);
      expect(highest).toBeLessThanOrEqual(most);
      expect(started).toEqual(started.toSorted((a, b) => a - b));
      for (const [i, isOff] of calledOff.entries()) if (!isOff) expect(started).toContain(i);
    }),
    { numRuns: 50 },
  );
});

import { expect, test } from 'vitest';
import { storageReport, type Estimate } from './storage-report.ts';

const models = [{ id: 'm', name: 'M', bytes: 600, partial: false }];
const facts = (estimate: Estimate) => ({ estimate: async () => estimate, persisted: async () => true, cachedBytes: async () => 50 });

test('where the browser tells kinds apart, the library is its database and what of the files is no model', async () => {
  const usageDetails = { fileSystem: 1_000, indexedDB: 70, caches: 20, serviceWorkerRegistrations: 3 };
  expect(await storageReport(facts({ usage: 1_093, quota: 5_000, usageDetails }), models)).toEqual({
    models, libraryBytes: 470, appBytes: 23, freeBytes: 3_907, persisted: true,
  });
});

test('where it does not, the library is what is neither models nor caches', async () => {
  expect(await storageReport(facts({ usage: 1_000, quota: 900 }), models)).toEqual({ models, libraryBytes: 350, appBytes: 50, freeBytes: 0, persisted: true });
});

test('a browser that says nothing is not guessed at', async () => {
  const silent = { estimate: () => Promise.reject(new TypeError()), persisted: () => Promise.reject(new TypeError()), cachedBytes: async () => 0 };
  expect(await storageReport(silent, [])).toEqual({ models: [], libraryBytes: 0, appBytes: 0, freeBytes: undefined, persisted: false });
});

import { expect, test } from 'vitest';
import { vaultMetaPolicy, metaPolicy } from '../../../scripts/headers.mjs';
import { policyHosts } from './policy-hosts.ts';

test('hosts are named once, hosts under them included', () => {
  expect(policyHosts("default-src 'none'; connect-src 'self' https://hub.example https://*.hub.example https://*.files.example:443; img-src https://elsewhere.example"))
    .toEqual(['hub.example', 'files.example']);
});

test('a policy without a word on connections names none', () => {
  expect(policyHosts('')).toEqual([]);
  expect(policyHosts("script-src https://elsewhere.example")).toEqual([]);
});

test('the policies of the two pages are read as they are written', () => {
  expect(policyHosts(metaPolicy)).toEqual([]);
  expect(policyHosts(vaultMetaPolicy).length).toBeGreaterThan(0);
  for (const host of policyHosts(vaultMetaPolicy)) expect(vaultMetaPolicy).toContain(host);
});

/** Names the hosts that a page may reach, read from the policy it runs under, so that what is said is what holds. */

/**
 * @param policy a Content-Security-Policy
 * @returns the hosts of its `connect-src` beside the page's own, without repetition: "*.hf.co" is "hf.co"
 */
export function policyHosts(policy: string): string[] {
  const directive = policy.split(';').find((part) => /^\s*connect-src\s/u.test(part)) ?? '';
  const hosts = [...directive.matchAll(/\bhttps:\/\/([^\s/:]+)/gu)].map(([, host = '']) => host.replace(/^\*\./u, ''));
  return [...new Set(hosts)];
}

/** Tells whether a worker of this page is as sealed as the page: a policy in the page's HTML does not reach workers. */
import { isStoppedByPolicy } from '../wire/policy-probe.ts';

void isStoppedByPolicy(globalThis).then((stopped) => postMessage(stopped && crossOriginIsolated));

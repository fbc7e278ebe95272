/** Tries every channel of the table on a page that is open, and reports what arrived at the foreign hosts. */
import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext, Page, Worker } from '@playwright/test';
import { leavingChannels, pageChannels, workerChannels, type Target } from './channels.ts';
import { ForeignHost, type Arrival } from './foreign-host.ts';

/**
 * How long a channel is watched after it was tried. Nothing can be waited for when nothing should come; the control run,
 * watched for the same time, shows that what leaks leaks within it.
 */
const WATCH_MILLISECONDS = 3_000;

/** What arrived, by channel: "page: fetch", "blob worker: WebSocket". `undefined` for a channel that stayed silent. */
export type Findings = Map<string, Arrival | undefined>;

export interface Battleground {
  context: BrowserContext;
  /** Opens another page in the state to be tested. */
  open(): Promise<Page>;
  /** A script of the page's own origin, to start a worker from. */
  workerScript: string;
}

export async function tryEveryChannel({ context, open, workerScript }: Battleground): Promise<Findings> {
  const hosts = new Map<string, ForeignHost>();
  const targetFor = async (channel: string): Promise<Target> => {
    const host = await ForeignHost.open();
    hosts.set(channel, host);
    return { url: `http://${host.authority}/secret`, authority: host.authority };
  };
  /** Starts an attempt and does not wait for its end: one that is refused may never settle. */
  const attempt = async (where: Page | Worker, channel: string, how: (target: Target) => unknown) => {
    const source = `(target) => { try { Promise.resolve((${how.toString()})(target)).catch(() => {}); } catch {} }`;
    const script = `(${source})(${JSON.stringify(await targetFor(channel))})`;
    await ('goto' in where ? where.evaluate(script) : where.evaluate(script));
  };

  const page = await open();
  for (const [name, how] of Object.entries(pageChannels)) await attempt(page, `page: ${name}`, how);
  for (const [kind, worker] of Object.entries(await startWorkers(page, workerScript))) {
    for (const [name, how] of Object.entries(workerChannels)) await attempt(worker, `${kind}: ${name}`, how);
  }
  for (const [name, how] of Object.entries(leavingChannels)) await attempt(await open(), `page: ${name}`, how);
  await pause(WATCH_MILLISECONDS);

  const findings: Findings = new Map([...hosts].map(([channel, host]) => [channel, host.arrival]));
  await context.close();
  await Promise.all([...hosts.values()].map((host) => host.close()));
  return findings;
}

async function startWorkers(page: Page, workerScript: string): Promise<Record<string, Worker>> {
  const start = async (how: string) => {
    const started = page.waitForEvent('worker');
    await page.evaluate(how);
    return started;
  };
  return {
    'file worker': await start(`void (window.leakTest1 = new Worker(${JSON.stringify(workerScript)}, { type: 'module' }))`),
    'blob worker': await start(`void (window.leakTest2 = new Worker(URL.createObjectURL(new Blob(['']))))`),
  };
}

export const leaks = (findings: Findings): string[] =>
  [...findings].filter(([, arrival]) => arrival).map(([channel, arrival]) => `${channel} (${arrival})`);

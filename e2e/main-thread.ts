/** What the page's own thread was busy with, by the browser's own trace: time on the clock, and time on a processor. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';

/** From here on a task is long (web.dev, long tasks), in milliseconds. */
const LONG = 50;

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds: start, duration, and how much of that the thread had a processor. */
  ts: number;
  dur?: number;
  tdur?: number;
  args?: { name?: string; chrome_mojo_event_info?: { mojo_interface_tag?: string } };
}

/**
 * Watches the page's main thread while `work` is done, when `MEASURE` is set: watching costs time that tests need. A machine that is busier than it has processors lets a thread wait in the middle of
 * a task; only time on a processor says what the page itself did.
 * @returns one line: how many tasks were long by the clock, how many of these by processor time, and the longest of both in milliseconds
 */
export async function watchMainThread(browser: Browser, page: Page, work: () => Promise<unknown>): Promise<string> {
  if (!process.env['MEASURE']) {
    await work();
    return 'not watched (set MEASURE=1)';
  }
  const folder = mkdtempSync(join(tmpdir(), 'carrel-trace-'));
  const path = join(folder, 'trace.json');
  try {
    await browser.startTracing(page, { path, categories: ['toplevel', 'mojom', 'devtools.timeline', 'v8'] });
    await work();
    await browser.stopTracing();
    return inWords(mainThreadTasks((JSON.parse(readFileSync(path, 'utf8')) as { traceEvents: TraceEvent[] }).traceEvents));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Tasks of pages' main threads, in milliseconds. What this test asked of the page by itself is left out. */
function mainThreadTasks(events: readonly TraceEvent[]): { clock: number; processor: number }[] {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`;
  const mains = new Set(events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(threadOf));
  const own = events.filter((event) => event.ph === 'X' && mains.has(threadOf(event)));
  const asked = own.filter(({ args }) => args?.chrome_mojo_event_info?.mojo_interface_tag?.includes('DevTools'));
  const isAsked = (task: TraceEvent) => asked.some((event) => threadOf(event) === threadOf(task) && event.ts >= task.ts && event.ts <= task.ts + (task.dur ?? 0));
  return own
    .filter((event) => event.name.endsWith('RunTask') && (event.dur ?? 0) > 10_000 && !isAsked(event))
    .map(({ dur = 0, tdur = 0 }) => ({ clock: dur / 1_000, processor: tdur / 1_000 }));
}

function inWords(tasks: readonly { clock: number; processor: number }[]): string {
  const over = (kind: 'clock' | 'processor') => tasks.filter((task) => task[kind] > LONG).length;
  const longest = (kind: 'clock' | 'processor') => Math.round(Math.max(0, ...tasks.map((task) => task[kind])));
  return `over ${LONG} ms: ${over('clock')} by the clock (longest ${longest('clock')}), ${over('processor')} by processor time (longest ${longest('processor')})`;
}

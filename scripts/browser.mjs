/** Finds a Chromium to run the tests and measurements in, and says how to start it. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const otherPlaces = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * `CHROMIUM` when that is set, else Playwright's own, else the system's.
 * @returns {Promise<string | undefined>} Path of the executable.
 */
export async function findBrowser() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const playwright = await import('@playwright/test').then(({ chromium }) => chromium.executablePath(), () => '');
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const system = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [playwright, ...system, ...otherPlaces].find((path) => path && existsSync(path));
}

/** Keeps the browser from talking to its makers while we count who is talked to. */
export const browserArguments = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The sandbox refuses to start for the root user of a container.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

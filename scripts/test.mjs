/** `npm test`: everything from a fresh clone to a verdict. The last line says how many tests passed and failed. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { buildWhenNeeded, installWhenNeeded, ROOT, run } from './prepare.mjs';

const UNIT_REPORT = join(ROOT, 'node_modules/.tmp/unit-report.json');
const E2E_REPORT = join(ROOT, 'node_modules/.tmp/e2e-report.json');

/** Gets a browser in the ways that are open here, the least intrusive first. */
async function installBrowserWhenNeeded() {
  if (await findBrowser()) return;
  console.log('Installing a browser …');
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    const apt = (...args) => run('apt-get', args, { DEBIAN_FRONTEND: 'noninteractive' });
    // A list that came with the machine may name a Chromium older than the policies that are tested.
    apt('update');
    apt('install', '-y', 'chromium');
  }
  if (!(await findBrowser())) run('npx', ['playwright', 'install', 'chromium']);
  if (await findBrowser()) return;
  console.error('The tests need Chromium. Install it with your system, or put its path into the environment variable CHROMIUM.');
  process.exit(1);
}

/** Counts of a report, or of one failure when the tests did not get as far as writing one. */
function counts(path, read) {
  if (!existsSync(path)) return { passed: 0, failed: 1, skipped: 0 };
  return read(JSON.parse(readFileSync(path, 'utf8')));
}

const unitCounts = () =>
  counts(UNIT_REPORT, (report) => ({
    passed: report.numPassedTests,
    // A file that cannot be loaded has no tests to count.
    failed: Math.max(report.numFailedTests, report.numFailedTestSuites > 0 || !report.success ? 1 : 0),
    skipped: report.numPendingTests + report.numTodoTests,
  }));

const e2eCounts = () =>
  counts(E2E_REPORT, ({ stats, errors }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    flaky: stats.flaky,
  }));

installWhenNeeded();
await installBrowserWhenNeeded();
for (const report of [UNIT_REPORT, E2E_REPORT]) rmSync(report, { force: true });

const checked = run('npm', ['run', 'check'], { UNIT_REPORT });
// When a check before the build failed, the browser tests still have something to say about what is there.
buildWhenNeeded();
const browsed = run('npx', ['playwright', 'test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_FILE: E2E_REPORT });

const [unit, e2e] = [unitCounts(), e2eCounts()];
// Types, style, import table, dead code and sizes count as one test together.
const otherChecks = checked !== 0 && unit.failed === 0 ? 1 : 0;
if (otherChecks) console.log('A check other than the tests failed: see above for which.');
if (e2e.flaky > 0) console.log(`${e2e.flaky} browser tests passed at the second try only.`);
const failed = unit.failed + e2e.failed + otherChecks;
const skipped = unit.skipped + e2e.skipped;
if (skipped) console.log(`${skipped} skipped`);
console.log(`${unit.passed + e2e.passed} passed, ${failed} failed`);
process.exit(failed === 0 && checked === 0 && browsed === 0 ? 0 : 1);

/** Installs and builds, but only what is missing or out of date. Runs before there is any dependency. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What the built page is made of. */
const SOURCES = ['src', 'public', 'scripts', 'index.html', 'vite.config.ts', 'package-lock.json'];

/**
 * Runs a command in the project's folder, showing its output.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env] Added to the environment.
 * @returns {number} Its exit status.
 */
export function run(command, args, env = {}) {
  // On Windows npm and npx are scripts, which only a shell can start.
  const shell = process.platform === 'win32';
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', shell, env: { ...process.env, ...env } });
  if (error) console.error(`${command} could not be started: ${error.message}`);
  return status ?? 1;
}

/** Runs a command that everything after it depends on. */
export function must(command, args) {
  const status = run(command, args);
  if (status !== 0) {
    console.error(`\`${command} ${args.join(' ')}\` failed, so nothing more can be done.`);
    process.exit(status);
  }
}

export function installWhenNeeded() {
  // npm writes this file last, so an interrupted install counts as none.
  const installed = modified(join(ROOT, 'node_modules/.package-lock.json'));
  if (installed >= modified(join(ROOT, 'package-lock.json'))) return;
  console.log('Installing what Carrel is built with …');
  // Not `npm ci`: it refuses a lock file without the native packages of every other system, which not every registry has.
  must('npm', ['install', '--no-save', '--no-audit', '--no-fund']);
}

export function buildWhenNeeded() {
  // The service worker is written last.
  const built = modified(join(ROOT, 'dist/service-worker.js'));
  if (built >= Math.max(...SOURCES.map((source) => newest(join(ROOT, source))))) return;
  console.log('Building …');
  must('npm', ['run', 'build', '--silent']);
}

/** Milliseconds since 1970, 0 for a file that is not there. */
function modified(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

function newest(path) {
  if (!existsSync(path)) return 0;
  if (!statSync(path).isDirectory()) return modified(path);
  const inside = readdirSync(path, { recursive: true }).map((name) => modified(join(path, name)));
  return Math.max(modified(path), ...inside);
}

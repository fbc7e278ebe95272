/** Where the app is served from, so that it works from any folder of a static host. */

// Built workers and their chunks lie in assets/, one folder below the page; the development server serves them from src/workers/.
const TO_ROOT = import.meta.env.DEV ? '../../' : '../';

export const appRoot: URL = new URL(TO_ROOT, import.meta.url);

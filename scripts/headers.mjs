/**
 * The policy of the page that holds documents, in one place: the development and production servers send it, the service
 * worker adds it on hosts that cannot, and the build copies the part that HTML can express into index.html.
 */

/** What the page may load, by directive. `connect-src 'self'` is the promise; it is never widened. */
const directives = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** For `<meta http-equiv>`: browsers ignore `frame-ancestors` there, and it does not reach workers. */
export const metaPolicy = directives.join('; ');

/** For every response. Workers take their policy from their own script's response, so they need all of these too. */
export const headers = {
  'Content-Security-Policy': `${metaPolicy}; frame-ancestors 'none'`,
  // Chromium 152 and later. Stops what a Content-Security-Policy cannot: links, redirects, WebRTC, preconnect.
  'Connection-Allowlist': '(response-origin)',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Permissions-Policy':
    'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), identity-credentials-get=()',
};

/**
 * Hosts that models are downloaded from. The hub sends large files on to regional hosts of its own, so a suffix must do; the last one has
 * the programs that WebLLM runs its models with.
 */
const MODEL_HOSTS = ['https://huggingface.co', 'https://*.huggingface.co', 'https://*.hf.co', 'https://raw.githubusercontent.com'];

const vaultDirectives = directives.map((directive) => (directive.startsWith('connect-src') ? `${directive} ${MODEL_HOSTS.join(' ')}` : directive));

/** For the page of models, which downloads them and holds no documents. The page with documents never gets this one. */
export const vaultMetaPolicy = vaultDirectives.join('; ');

export const vaultHeaders = {
  ...headers,
  'Content-Security-Policy': `${vaultMetaPolicy}; frame-ancestors 'none'`,
  // Redirects are refused even to hosts that are listed, unless this is said.
  'Connection-Allowlist': `(response-origin ${MODEL_HOSTS.map((host) => `"${host}"`).join(' ')});redirects=allow`,
};

/** The page of models and its worker; a worker takes its policy from its own script. */
const VAULT_FILES = /^(models\.html|assets\/vault\.worker-[\w-]+\.js)$/;

/** Whether a file, by its path under Carrel's address, may reach the hosts of models. */
export const isVaultFile = (path) => VAULT_FILES.test(path);

/** While developing, Vite needs inline scripts and styles for hot reloading. The built page never gets these. */
export const developmentHeaders = {
  ...headers,
  'Content-Security-Policy': headers['Content-Security-Policy']
    .replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
    .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
};

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

/** While developing, Vite needs inline scripts and styles for hot reloading. The built page never gets these. */
export const developmentHeaders = {
  ...headers,
  'Content-Security-Policy': headers['Content-Security-Policy']
    .replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
    .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
};

/** Media type of a file by its name: for the server, and for the service worker, which does not trust the host's. */
const types = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.mjs', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.webmanifest', 'application/manifest+json; charset=utf-8'],
  ['.wasm', 'application/wasm'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.md', 'text/markdown; charset=utf-8'],
  ['.pdf', 'application/pdf'],
  ['.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['.ttf', 'font/ttf'],
  ['.otf', 'font/otf'],
  ['.woff2', 'font/woff2'],
]);

/** @param {string} name A file name or path. */
export function mediaType(name) {
  const dot = name.lastIndexOf('.');
  return (dot < 0 ? undefined : types.get(name.slice(dot).toLowerCase())) ?? 'application/octet-stream';
}

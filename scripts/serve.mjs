/**
 * Serves the built page from this machine, to this machine only, with the policy headers. Needs nothing but Node.
 *
 *   node scripts/serve.mjs [--port 8470] [--strict-port] [--base /some/path] [--no-headers]
 *
 * `--no-headers` plays a static host that can set none; then the service worker has to add them.
 */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { headers as policy, isVaultFile, vaultHeaders } from './headers.mjs';
import { mediaType } from './media-types.mjs';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));
/** Ports tried before giving up when the wanted one is taken. */
const PORTS_TO_TRY = 20;
/** Smaller files gain nothing from compression. In bytes. */
const SMALLEST_TO_COMPRESS = 1_000;
/** Level 5 of 11: level 11 takes seconds for a megabyte, and the one who waits is the first visitor. */
const BROTLI_QUALITY = 5;

const compressors = {
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  gzip: (bytes) => promisify(gzip)(bytes),
};

/**
 * Starts a server on the loopback interface.
 * @param {{ root?: string, port?: number, base?: string, headers?: Record<string, string>, strictPort?: boolean }} [options]
 *   `port` 0 takes any free one. `base` is the path that the files appear under. `headers` go on every response; without them, the
 *   policy of Carrel does: one for the page of models, a stricter one for everything else.
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>} `url` ends in a slash.
 * @throws when the port is taken and `strictPort` is set, or no port near it is free.
 */
export async function serve({ root = DIST, port = 0, base = '/', headers, strictPort = false } = {}) {
  const home = `/${base}/`.replaceAll(/\/+/g, '/');
  const answer = createAnswer(root, home, headers);
  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  const taken = await listen(server, port, strictPort || port === 0 ? 1 : PORTS_TO_TRY);
  const close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${taken}${home}`, port: taken, close };
}

async function listen(server, firstPort, tries) {
  for (let port = firstPort; ; port += 1) {
    try {
      return await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
          server.off('error', reject);
          resolve(server.address().port);
        });
      });
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || port + 1 >= firstPort + tries) throw error;
    }
  }
}

const policyOf = (path) => (isVaultFile(path) ? vaultHeaders : policy);

function createAnswer(root, home, extraHeaders) {
  const files = createFileCache();
  return async (request, response) => {
    const pathname = request.url.split(/[?#]/, 1)[0];
    const toSend = extraHeaders ?? policyOf(pathname.slice(home.length));
    for (const [name, value] of Object.entries(toSend)) response.setHeader(name, value);
    const end = (status, text = '') => response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(text);
    if (request.method !== 'GET' && request.method !== 'HEAD') return end(405);
    if (`${pathname}/` === home) return response.writeHead(308, { Location: home }).end();
    const path = pathname.startsWith(home) ? safePath(root, pathname.slice(home.length)) : undefined;
    const file = path && (await files(path));
    if (!file) return end(404, 'Not found');
    response.setHeader('Content-Type', mediaType(path));
    response.setHeader('Cache-Control', isHashed(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache');
    await send(file, request, response);
  };
}

async function send(file, request, response) {
  response.setHeader('Vary', 'Accept-Encoding');
  response.setHeader('ETag', file.etag);
  if (request.headers['if-none-match'] === file.etag) return response.writeHead(304).end();
  const { encoding, bytes } = await file.as(request.headers['accept-encoding'] ?? '');
  if (encoding) response.setHeader('Content-Encoding', encoding);
  response.setHeader('Content-Length', bytes.length);
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

/** The file that a request names, or `undefined` when it names nothing inside `root`. */
function safePath(root, encoded) {
  let name;
  try {
    name = decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
  if (name.includes('\0') || name.includes('\\')) return undefined;
  // Dot files are never part of the page, and `..` is the way out of the folder.
  if (name.split('/').some((part) => part.startsWith('.'))) return undefined;
  const inside = root.endsWith(sep) ? root : root + sep;
  const path = join(inside, name === '' || name.endsWith('/') ? `${name}index.html` : name);
  return path.startsWith(inside) ? path : undefined;
}

/** Names in assets/ carry a hash of their content, so what a name stands for never changes. */
const isHashed = (pathname) => /\/assets\/[^/]+-[\w-]{8}\.\w+$/.test(pathname);

/** Reads each file once, and again when it has changed; compresses it once for each encoding. */
function createFileCache() {
  const known = new Map();
  return async (path) => {
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    const version = `${found.mtimeMs} ${found.size}`;
    const before = known.get(path);
    if (before?.version === version) return before;
    const file = describeFile(path, version, await readFile(path));
    known.set(path, file);
    return file;
  };
}

function describeFile(path, version, bytes) {
  const compressed = new Map();
  const worthIt = bytes.length >= SMALLEST_TO_COMPRESS && /^(text|application\/(json|wasm|manifest)|image\/svg)/.test(mediaType(path));
  return {
    version,
    etag: `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    async as(accepted) {
      const encoding = worthIt && Object.keys(compressors).find((name) => new RegExp(`\\b${name}\\b`).test(accepted));
      if (!encoding) return { bytes };
      if (!compressed.has(encoding)) compressed.set(encoding, compressors[encoding](bytes));
      return { encoding, bytes: await compressed.get(encoding) };
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8470' },
      base: { type: 'string', default: '/' },
      'strict-port': { type: 'boolean', default: false },
      'no-headers': { type: 'boolean', default: false },
    },
  });
  if (!(await stat(join(DIST, 'index.html')).catch(() => undefined))) {
    console.error('There is nothing to serve yet: run `npm run build` first.');
    process.exit(1);
  }
  const { url } = await serve({
    port: Number(values.port),
    base: values.base,
    strictPort: values['strict-port'],
    ...(values['no-headers'] ? { headers: {} } : {}),
  });
  console.log(`Carrel is at ${url}`);
}

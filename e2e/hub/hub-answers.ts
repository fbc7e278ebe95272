/** What the hub says to a request when nothing is wrong: its listings, its files by range, and the way to the host of the large ones. */
import type { HubFile, Repository } from './repository.ts';

export const HUB = 'huggingface.co';
/** Where large files are. The real names are regional and change; what they share is the ending. */
export const CDN = 'cdn-test.eu.cdn.hf.co';
export const RAW = 'raw.githubusercontent.com';

export interface Question {
  host: string;
  method: string;
  /** Decoded, without the query. */
  path: string;
  query: URLSearchParams;
  range: string | undefined;
  origin: string | undefined;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  /** Set when it is a file, or a part of one: which, and where in it the body begins. */
  file?: { path: string; start: number; whole: Buffer };
}

export interface Holdings {
  repositories: Map<string, Repository>;
  /** Files of other hosts, by `host/path`. */
  elsewhere: Map<string, Buffer>;
  /** Files that a listing names at a time. */
  pageSize: number;
}

/** What pages of other origins may read of the hub's own answers. `Retry-After` is not among it. */
const EXPOSED = 'X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,X-Total-Count,ETag,Link,Accept-Ranges,Content-Range,X-Linked-Size,X-Linked-ETag,X-Xet-Hash';

const json = (value: unknown, headers: Record<string, string> = {}): Answer =>
  ({ status: 200, headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers }, body: Buffer.from(JSON.stringify(value)) });

const refusal = (status: number, code: string, message: string): Answer =>
  ({ status, headers: { 'Content-Type': 'text/plain; charset=utf-8', 'X-Error-Code': code, 'X-Error-Message': message }, body: Buffer.from(message) });

const redirect = (status: number, location: string, headers: Record<string, string>): Answer =>
  ({ status, headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers, Location: location }, body: Buffer.from(`Redirecting to ${location}`) });

/** A file, or the part of it that was asked for (RFC 9110, section 14). One range only, as the real hosts. */
function partOf(path: string, whole: Buffer, range: string | undefined, headers: Record<string, string>): Answer {
  const size = whole.length;
  const common = { 'Content-Type': 'application/octet-stream', 'Accept-Ranges': 'bytes', ...headers };
  const asked = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
  if (!asked || (asked[1] === '' && asked[2] === '')) return { status: 200, headers: common, body: whole, file: { path, start: 0, whole } };
  const start = asked[1] === '' ? Math.max(0, size - Number(asked[2])) : Number(asked[1]);
  const end = asked[1] === '' || asked[2] === '' ? size : Math.min(size, Number(asked[2]) + 1);
  if (start >= size || end <= start) return { status: 416, headers: { ...common, 'Content-Range': `bytes */${size}` }, body: Buffer.alloc(0) };
  return { status: 206, headers: { ...common, 'Content-Range': `bytes ${start}-${end - 1}/${size}` }, body: whole.subarray(start, end), file: { path, start, whole } };
}

function listing(repository: Repository, { query, path }: Question, pageSize: number): Answer {
  const folders = [...new Set([...repository.files.keys()].filter((name) => name.includes('/')).map((name) => name.slice(0, name.lastIndexOf('/'))))];
  const all = [
    ...folders.map((folder) => ({ type: 'directory', oid: '0'.repeat(40), size: 0, path: folder })),
    ...[...repository.files.values()].map(({ path: name, oid, bytes, lfs }) =>
      ({ type: 'file', oid, size: bytes.length, ...(lfs && { lfs: { oid: lfs.sha256, size: bytes.length, pointerSize: lfs.pointerSize } }), path: name })),
  ];
  const shown = query.get('recursive') === 'true' ? all : all.filter((entry) => !entry.path.includes('/'));
  const from = Number(query.get('cursor') ?? 0);
  const next = from + pageSize;
  const more = new URLSearchParams(query);
  more.set('cursor', String(next));
  return json(shown.slice(from, next), next < shown.length ? { Link: `<https://${HUB}${path}?${more}>; rel="next"` } : {});
}

function resolve(repository: Repository, file: HubFile | undefined): Answer {
  if (!file) return noEntry();
  const headers = {
    'X-Repo-Commit': repository.commit,
    ...(file.lfs && { 'X-Linked-Size': String(file.bytes.length), 'X-Linked-ETag': `"${file.lfs.sha256}"` }),
  };
  if (repository.gated) return refusal(401, 'GatedRepo', `Access to model ${repository.name} is restricted. You must be authenticated to access it.`);
  if (file.lfs) return redirect(302, `https://${CDN}/repos/${file.lfs.sha256}?Expires=4102444800&Signature=none`, headers);
  // Small files are at another address of the hub itself.
  return redirect(307, `${CACHED}${repository.name}/${repository.commit}/${file.path}?etag=${file.oid}`, headers);
}

const CACHED = '/api/resolve-cache/models/';
const MODEL_API = /^\/api\/models\/([^/]+\/[^/]+)(?:\/(revision|tree)\/([^/]+))?$/;
const MODEL_FILE = /^\/([^/]+\/[^/]+)\/(resolve)\/([^/]+)\/(.+)$/;
const CACHED_FILE = /^\/api\/resolve-cache\/models\/([^/]+\/[^/]+)(\/)([^/]+)\/(.+)$/;

function onHub(question: Question, { repositories, pageSize }: Holdings): Answer {
  const api = MODEL_API.exec(question.path);
  const cached = CACHED_FILE.exec(question.path);
  const found = api ?? cached ?? MODEL_FILE.exec(question.path);
  const repository = repositories.get(found?.[1] ?? '');
  // The real hub does not tell strangers whether a repository is missing or private.
  if (!found || !repository) return refusal(401, 'RepoNotFound', 'Repository not found');
  const [, , what, revision, path = ''] = found;
  // The address of a model alone means its branch.
  if (![undefined, 'main', repository.commit].includes(revision)) return refusal(404, 'RevisionNotFound', `Invalid rev id: ${revision}`);
  if (what === 'tree') return listing(repository, question, pageSize);
  if (api) return json(aboutModel(repository));
  const file = repository.files.get(path);
  return cached ? cachedFile(file, question) : resolve(repository, file);
}

const noEntry = () => refusal(404, 'EntryNotFound', 'Entry not found');
const cachedFile = (file: HubFile | undefined, { range }: Question) => (file ? partOf(file.path, file.bytes, range, { ETag: `"${file.oid}"` }) : noEntry());

const aboutModel = ({ name, commit, gated, files }: Repository) =>
  ({ id: name, modelId: name, sha: commit, private: false, gated: gated && 'manual', siblings: [...files.keys()].map((rfilename) => ({ rfilename })) });

function onCdn({ path, range }: Question, { repositories }: Holdings): Answer {
  const file = [...repositories.values()].flatMap(({ files }) => [...files.values()]).find(({ lfs }) => path.endsWith(`/${lfs?.sha256}`));
  return file ? partOf(file.path, file.bytes, range, { ETag: `"${file.lfs?.sha256}"` }) : refusal(403, 'AccessDenied', 'Access denied');
}

function answerOf(question: Question, holdings: Holdings): Answer {
  if (question.host === HUB) return onHub(question, holdings);
  if (question.host === CDN) return onCdn(question, holdings);
  const bytes = holdings.elsewhere.get(`${question.host}${question.path}`);
  return bytes ? partOf(question.path, bytes, question.range, {}) : refusal(404, 'NotFound', '404: Not Found');
}

/**
 * The answer, with the permission for other origins to read it. Preflights get none: the real hosts differ in what they allow, so a download
 * must do with requests that need no preflight.
 */
export function answer(question: Question, holdings: Holdings): Answer {
  if (question.method === 'OPTIONS') return { status: 204, headers: {}, body: Buffer.alloc(0) };
  const found = answerOf(question, holdings);
  const permission = question.host === HUB
    ? { 'Access-Control-Allow-Origin': question.origin ?? `https://${HUB}`, Vary: 'Origin', 'Access-Control-Expose-Headers': EXPOSED }
    : { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': '*' };
  return { ...found, headers: { ...permission, ...found.headers } };
}

/**
 * A model hub on this machine, for tests: one HTTPS server that answers for every host, writes down who was asked for what and how many bytes
 * went out, and fails in the ways that it is told to. The browser is started so that it takes this server for every other machine there is.
 */
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { applies, send, spoil, type Fault } from './faults.ts';
import { answer, HUB, RAW, type Holdings, type Question } from './hub-answers.ts';
import { ownCertificate } from './own-certificate.ts';
import { makeRepository, type Repository, type RepositoryMaking } from './repository.ts';

/** One request, as the hub remembers it. */
export interface HubRequest extends Question {
  status: number;
  /** When it came, in milliseconds. */
  at: number;
  /** The file that its body was a part of. A redirect has none. */
  file: string | undefined;
  /** Where in the file its body began. */
  start: number;
  /** Bytes of the body that were handed to the connection, headers not counted. Exact for a cut; up to one piece too many when the asker leaves. */
  sent: number;
}

interface Armed {
  match: RegExp;
  fault: Fault;
  times: number;
}

/** Files named at a time: so few that every model's list takes several requests. */
const FILES_PER_PAGE = 3;
/** Where the tests' own page is, too. */
const OWN_ADDRESS = '127.0.0.1';
const NAMES = [HUB, `*.${HUB}`, '*.hf.co', RAW, '*.test'];

export class Hub {
  readonly requests: HubRequest[] = [];
  private readonly holdings: Holdings = { repositories: new Map(), elsewhere: new Map(), pageSize: FILES_PER_PAGE };
  private armed: Armed[] = [];

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => void this.serve(request, response));
  }

  static async start(): Promise<Hub> {
    const server = createServer(ownCertificate('a hub for tests'));
    await new Promise<void>((resolve) => {
      server.listen(0, OWN_ADDRESS, resolve);
    });
    return new Hub(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /**
   * Start a browser with these, and the hub is the hosts of models under their real names, and every host under `.test`. Nothing else is found,
   * what browsers ask of their makers included.
   */
  get browserArguments(): string[] {
    const rules = [...NAMES.map((name) => `MAP ${name} ${OWN_ADDRESS}:${this.port}`), `EXCLUDE ${OWN_ADDRESS}`, 'MAP * ~NOTFOUND'];
    return [`--host-resolver-rules=${rules.join(', ')}`, '--ignore-certificate-errors'];
  }

  add(making: RepositoryMaking): Repository {
    const repository = makeRepository(making);
    this.holdings.repositories.set(repository.name, repository);
    return repository;
  }

  /** A file of another host than the hub: `raw.githubusercontent.com/owner/name/commit/path`. */
  addElsewhere(address: string, bytes: Buffer): void {
    this.holdings.elsewhere.set(address, bytes);
  }

  /**
   * From now on, that goes wrong with answers to requests whose `host/path` matches, or whose file does, that often. Faults that fit the same
   * answer take their turns in the order in which they were given.
   */
  fail(match: RegExp, fault: Fault, times = Number.POSITIVE_INFINITY): void {
    this.armed.push({ match, fault, times });
  }

  /** Everything goes well again, and answers on their way are broken off. */
  recover(): void {
    this.armed = [];
    this.server.closeAllConnections();
  }

  /** Everything goes well from the next request on. */
  calm(): void {
    this.armed = [];
  }

  /** Forgets what was asked so far, and what is held and armed. */
  reset(): void {
    this.recover();
    this.requests.length = 0;
    this.holdings.repositories.clear();
    this.holdings.elsewhere.clear();
  }

  /** Requests that were answered with bytes of a file, oldest first. */
  askedFor(file: string): HubRequest[] {
    return this.requests.filter((request) => request.file === file);
  }

  /** Bytes of a file that went out, in all. */
  bytesOf(file: string): number {
    return this.askedFor(file).reduce((sum, { sent }) => sum + sent, 0);
  }

  hostsAsked(): string[] {
    return [...new Set(this.requests.map(({ host }) => host))].toSorted();
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `https://${request.headers.host}`);
    const path = decodeURIComponent(url.pathname);
    const question: Question = {
      host: url.hostname, method: request.method ?? 'GET', path, query: url.searchParams, range: request.headers.range, origin: request.headers.origin,
    };
    const right = answer(question, this.holdings);
    const fault = this.take(question, right);
    const given = spoil(right, fault, path);
    const record: HubRequest = { ...question, status: given.status, at: performance.now(), file: given.file?.path, start: given.file?.start ?? 0, sent: 0 };
    this.requests.push(record);
    const headers = Object.entries(given.headers).filter(([, value]) => value !== '');
    response.writeHead(given.status, { ...Object.fromEntries(headers), 'Content-Length': given.body.length });
    if (question.method === 'HEAD') return void response.end();
    await send(response, given, fault, (bytes) => {
      record.sent += bytes;
    });
  }

  private take(question: Question, right: ReturnType<typeof answer>): Fault | undefined {
    const names = [`${question.host}${question.path}`, ...(right.file ? [right.file.path] : [])];
    const found = this.armed.find(({ match, fault, times }) => times > 0 && names.some((name) => match.test(name)) && applies(fault, right));
    if (!found || question.method === 'OPTIONS') return undefined;
    found.times -= 1;
    return found.fault;
  }
}

/** An address that nothing may ever reach, and that notices everything that does: bytes, bare connections, datagrams. */
import { createSocket, type Socket } from 'node:dgram';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** `request`: asked over HTTP; `connection`: connected without asking; `datagram`: something came over UDP. */
export type Arrival = 'request' | 'connection' | 'datagram';

/** One listener on a TCP and a UDP port of the same number. One for each channel, so that an arrival tells whose it is. */
export class ForeignHost {
  private readonly seen = new Set<Arrival>();

  private constructor(
    private readonly tcp: Server,
    private readonly udp: Socket,
    /** `127.0.0.1:port` */
    readonly authority: string,
  ) {}

  static async open(): Promise<ForeignHost> {
    const tcp = createServer();
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
    const { port } = tcp.address() as AddressInfo;
    const udp = createSocket('udp4');
    await new Promise<void>((resolve) => udp.bind(port, '127.0.0.1', resolve));
    const host = new ForeignHost(tcp, udp, `127.0.0.1:${port}`);
    tcp.on('connection', () => host.seen.add('connection'));
    tcp.on('request', (_request, response) => {
      host.seen.add('request');
      response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end('ok');
    });
    tcp.on('upgrade', (_request, socket) => {
      host.seen.add('request');
      socket.destroy();
    });
    udp.on('message', () => host.seen.add('datagram'));
    return host;
  }

  /** The most telling thing that arrived, or `undefined` when nothing did. */
  get arrival(): Arrival | undefined {
    return (['request', 'datagram', 'connection'] as const).find((kind) => this.seen.has(kind));
  }

  async close(): Promise<void> {
    this.tcp.closeAllConnections();
    await Promise.all([new Promise((resolve) => this.tcp.close(resolve)), new Promise<void>((resolve) => this.udp.close(() => resolve()))]);
  }
}

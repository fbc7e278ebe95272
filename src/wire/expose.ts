/**
 * Offers an API to the page that started this worker and to every worker that the page introduces.
 * The library talks to the other workers over such ports directly: texts and vectors never cross the page.
 */
import { expose } from 'comlink';
import './handlers.ts';

/** What the page sends to introduce another worker. */
export interface Introduction {
  port: MessagePort;
}

export function exposeEverywhere(api: object): void {
  expose(api);
  addEventListener('message', (event: MessageEvent<Partial<Introduction> | null>) => {
    if (event.data?.port instanceof MessagePort) expose(api, event.data.port);
  });
}

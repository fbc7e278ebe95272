/** Asks the service worker to keep the large runtimes that run chosen models, so that a model that is here also works without a network. */
export function keepRuntimes(): void {
  if (!import.meta.env.PROD) return;
  void navigator.serviceWorker?.ready.then(({ active }) => active?.postMessage('keep-runtimes'));
}

/**
 * Closes, by script, the ways out of a page that a Content-Security-Policy leaves open: links, scripted navigation, new
 * windows and WebRTC. Browsers with Connection-Allowlist close them all by themselves; in the others this is what there is.
 */

/** Call before anything of a document is shown. Addresses of this origin, `blob:` ones of ours included, stay reachable. */
export function guardPage(): void {
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel', 'WebTransport']) {
    Reflect.deleteProperty(window, name);
  }
  guardNavigation();
  // Before any listener of the page, and for middle clicks, which make no `click`.
  for (const type of ['click', 'auxclick'] as const) addEventListener(type, stopForeignLink, { capture: true });
  const open = window.open.bind(window);
  window.open = (address, ...rest) => (isOurs(address ?? '') ? open(address, ...rest) : null);
}

function isOurs(address: string | URL): boolean {
  try {
    return new URL(address, document.baseURI).origin === location.origin;
  } catch {
    return false;
  }
}

/** The part of the Navigation API that is used here: Firefox got it late, and TypeScript's own library later still. */
interface NavigateEvent extends Event {
  destination: { url: string };
}

function guardNavigation(): void {
  const { navigation } = window as { navigation?: EventTarget };
  navigation?.addEventListener('navigate', (event) => {
    if (!isOurs((event as NavigateEvent).destination.url)) event.preventDefault();
  });
}

function stopForeignLink(event: MouseEvent): void {
  // The composed path, because a link inside a shadow tree is hidden from `event.target`.
  for (const node of event.composedPath()) {
    const isLink = node instanceof HTMLAnchorElement || node instanceof HTMLAreaElement;
    if (isLink && node.hasAttribute('href') && !isOurs(node.href)) event.preventDefault();
    if (node instanceof SVGAElement && !isOurs(node.href.baseVal)) event.preventDefault();
  }
}

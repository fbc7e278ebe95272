/**
 * Every way out of a page and its workers that we know of, as a table. Each function is sent into the page or the worker as
 * text, so it may use nothing but its argument.
 */

export interface Target {
  /** `http://127.0.0.1:port/secret` */
  url: string;
  /** `127.0.0.1:port` */
  authority: string;
}

type Attempt = (target: Target) => unknown;

/** Tried together in one page: none of them leaves it. */
export const pageChannels: Record<string, Attempt> = {
  fetch: ({ url }) => fetch(url, { mode: 'no-cors' }),
  'fetch keepalive': ({ url }) => fetch(url, { mode: 'no-cors', method: 'POST', body: 'secret', keepalive: true }),
  'fetch later': ({ url }) => (window as unknown as { fetchLater(url: string, options: object): void }).fetchLater(url, { activateAfter: 0 }),
  XMLHttpRequest: ({ url }) => {
    const request = new XMLHttpRequest();
    request.open('GET', url);
    request.send();
  },
  'send beacon': ({ url }) => navigator.sendBeacon(url, 'secret'),
  WebSocket: ({ authority }) => void new WebSocket(`ws://${authority}/secret`),
  EventSource: ({ url }) => void new EventSource(url),
  WebTransport: ({ authority }) => void new WebTransport(`https://${authority}/secret`).ready.catch(() => {}),
  'WebRTC STUN': async ({ authority }) => {
    const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:${authority}` }] });
    connection.createDataChannel('secret');
    await connection.setLocalDescription(await connection.createOffer());
  },
  image: ({ url }) => void (new Image().src = url),
  'image, detached markup': ({ url }) => void (document.createElement('div').innerHTML = `<img src="${url}">`),
  'image srcset': ({ url }) => document.body.insertAdjacentHTML('beforeend', `<img srcset="${url} 2x">`),
  'image input': ({ url }) => document.body.insertAdjacentHTML('beforeend', `<input type="image" src="${url}">`),
  'SVG image': ({ url }) => document.body.insertAdjacentHTML('beforeend', `<svg><image href="${url}"/></svg>`),
  'CSS background': ({ url }) => {
    const element = document.body.appendChild(document.createElement('div'));
    element.style.cssText = `height: 9px; background-image: url(${url})`;
  },
  'CSS rule': ({ url }) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`html::after { content: url(${url}) }`);
    document.adoptedStyleSheets.push(sheet);
  },
  'CSS import': ({ url }) => document.head.insertAdjacentHTML('beforeend', `<style>@import url(${url});</style>`),
  'style sheet': ({ url }) => document.head.insertAdjacentHTML('beforeend', `<link rel="stylesheet" href="${url}">`),
  font: ({ url }) => new FontFace('secret', `url(${url})`).load(),
  video: ({ url }) => document.body.insertAdjacentHTML('beforeend', `<video preload="auto" src="${url}"></video>`),
  'video poster': ({ url }) => document.body.insertAdjacentHTML('beforeend', `<video poster="${url}"></video>`),
  audio: ({ url }) => void new Audio(url).load(),
  track: ({ url }) => {
    document.body.insertAdjacentHTML('beforeend', `<video crossorigin="anonymous"><track default kind="subtitles" src="${url}"></video>`);
    for (const { track } of document.querySelectorAll('track')) track.mode = 'showing';
  },
  frame: ({ url }) => document.body.insertAdjacentHTML('beforeend', `<iframe src="${url}"></iframe>`),
  'frame srcdoc': ({ url }) => document.body.insertAdjacentHTML('beforeend', `<iframe srcdoc="<img src='${url}'>"></iframe>`),
  object: ({ url }) => document.body.insertAdjacentHTML('beforeend', `<object data="${url}"></object>`),
  embed: ({ url }) => document.body.insertAdjacentHTML('beforeend', `<embed src="${url}">`),
  script: ({ url }) => void (document.head.appendChild(document.createElement('script')).src = url),
  import: ({ url }) => import(url),
  preload: ({ url }) => document.head.insertAdjacentHTML('beforeend', `<link rel="preload" as="fetch" href="${url}">`),
  'module preload': ({ url }) => document.head.insertAdjacentHTML('beforeend', `<link rel="modulepreload" href="${url}">`),
  prefetch: ({ url }) => document.head.insertAdjacentHTML('beforeend', `<link rel="prefetch" href="${url}">`),
  preconnect: ({ url }) => document.head.insertAdjacentHTML('beforeend', `<link rel="preconnect" href="${url}">`),
  icon: ({ url }) => document.head.insertAdjacentHTML('beforeend', `<link rel="icon" href="${url}">`),
  manifest: ({ url }) => document.head.insertAdjacentHTML('beforeend', `<link rel="manifest" href="${url}">`),
  'speculation rules': ({ url }) => {
    const script = document.createElement('script');
    script.type = 'speculationrules';
    script.textContent = JSON.stringify({ prefetch: [{ source: 'list', urls: [url], eagerness: 'immediate' }] });
    document.head.append(script);
  },
  'link ping': ({ url }) => {
    const link = document.body.appendChild(document.createElement('a'));
    link.href = '#here';
    link.setAttribute('ping', url);
    link.click();
  },
  'payment method': ({ url }) =>
    new PaymentRequest([{ supportedMethods: url }], { total: { label: 'secret', amount: { currency: 'EUR', value: '1' } } }).canMakePayment(),
  'identity provider': ({ url }) =>
    navigator.credentials.get({ identity: { providers: [{ configURL: url, clientId: 'secret' }] } } as CredentialRequestOptions),
  'attribution source': ({ url }) => document.body.insertAdjacentHTML('beforeend', `<img attributionsrc="${url}">`),
  'cache storage': async ({ url }) => (await caches.open('secret')).add(url),
  'shared worker': ({ url }) => {
    const script = new Blob([`fetch(${JSON.stringify(url)}, { mode: 'no-cors' })`], { type: 'text/javascript' });
    return void new SharedWorker(URL.createObjectURL(script));
  },
  'form in a new window': ({ url }) => {
    const form = document.body.appendChild(document.createElement('form'));
    form.action = url;
    form.target = '_blank';
    form.submit();
  },
  'link in a new window': ({ url }) => {
    const link = document.body.appendChild(document.createElement('a'));
    link.href = url;
    link.target = '_blank';
    link.click();
  },
  'window.open': ({ url }) => void window.open(url),
};

/** Each of these would leave the page, so each has a page of its own. */
export const leavingChannels: Record<string, Attempt> = {
  location: ({ url }) => void (location.href = url),
  'location.replace': ({ url }) => location.replace(url),
  'meta refresh': ({ url }) => document.head.insertAdjacentHTML('beforeend', `<meta http-equiv="refresh" content="0;url=${url}">`),
  form: ({ url }) => {
    const form = document.body.appendChild(document.createElement('form'));
    form.action = url;
    form.submit();
  },
  link: ({ url }) => {
    const link = document.body.appendChild(document.createElement('a'));
    link.href = url;
    link.click();
  },
  'link in a shadow tree': ({ url }) => {
    const shadow = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'closed' });
    const link = shadow.appendChild(document.createElement('a'));
    link.href = url;
    link.click();
  },
  'SVG link': ({ url }) => {
    document.body.insertAdjacentHTML('beforeend', `<svg><a href="${url}"><text y="20">secret</text></a></svg>`);
    document.querySelector('svg a')?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  },
};

/** Tried in a worker that was loaded from a file, in one that was made of a blob, and in one started by another worker. */
export const workerChannels: Record<string, Attempt> = {
  fetch: ({ url }) => fetch(url, { mode: 'no-cors' }),
  XMLHttpRequest: ({ url }) => {
    const request = new XMLHttpRequest();
    request.open('GET', url);
    request.send();
  },
  WebSocket: ({ authority }) => void new WebSocket(`ws://${authority}/secret`),
  EventSource: ({ url }) => void new EventSource(url),
  WebTransport: ({ authority }) => void new WebTransport(`https://${authority}/secret`).ready.catch(() => {}),
  import: ({ url }) => import(url),
  'cache storage': async ({ url }) => (await caches.open('secret')).add(url),
  font: ({ url }) => new FontFace('secret', `url(${url})`).load(),
  'worker in the worker': ({ url }) => {
    const script = new Blob([`fetch(${JSON.stringify(url)}, { mode: 'no-cors' })`], { type: 'text/javascript' });
    return void new Worker(URL.createObjectURL(script));
  },
  'imported script': ({ url }) => {
    const script = new Blob([`importScripts(${JSON.stringify(url)})`], { type: 'text/javascript' });
    return void new Worker(URL.createObjectURL(script));
  },
};

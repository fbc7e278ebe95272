/** What the seal means, in words. Nothing here says more than was tested. */
import type { SealState } from '../../contract/seal.ts';
import type { Seal } from './seal-state.ts';

export interface SealWords {
  label: string;
  title: string;
  paragraphs: string[];
  tone: 'good' | 'plain' | 'warn' | 'bad';
}

type Reason = Extract<SealState, { sealed: false }>['why'];

const unsealed: { [R in Reason]: SealWords } = {
  reloading: {
    label: 'Sealing',
    title: 'The page reloads once to seal itself',
    paragraphs: ['Carrel is setting up its own rules for this page and reloads it once. Documents can be added right after.'],
    tone: 'plain',
  },
  'insecure-address': {
    label: 'Not sealed',
    title: 'This address cannot be sealed',
    paragraphs: [
      'Carrel takes no documents here. A browser lets a page seal itself only at an address that starts with https, or on this computer itself (localhost).',
      'Open Carrel at its https address, or start it on your own computer.',
    ],
    tone: 'bad',
  },
  'no-service-worker': {
    label: 'Not sealed',
    title: 'The browser did not let Carrel seal the page',
    paragraphs: [
      'Carrel takes no documents now. It seals the page with a service worker, and this browser did not start one. Private windows and strict settings can be the reason.',
      'Open Carrel in an ordinary window, allow it to store data, and reload the page.',
    ],
    tone: 'bad',
  },
  'probe-left': {
    label: 'Not sealed',
    title: 'A test request could leave the page',
    paragraphs: [
      'Carrel takes no documents now. At start it sends a test request to an address outside, which must be refused; this time it was not. A browser extension or a changed server can be the reason.',
      'Reload the page. If this stays, turn off extensions for this page or use another browser.',
    ],
    tone: 'bad',
  },
};

export function sealWords(seal: Seal): SealWords {
  if (seal.checking) {
    return { label: 'Checking', title: 'Testing whether anything can leave this page', paragraphs: ['This takes a moment. Files you add now are taken as soon as the test has passed.'], tone: 'plain' };
  }
  if (!seal.sealed) return unsealed[seal.why];
  const tested = 'At start the page, and a worker of it, tried to reach an address other than its own, and were refused.';
  const kept = 'Your documents are read, searched and kept in this browser only.';
  if (seal.byBrowser) {
    return { label: 'Sealed', title: 'Nothing leaves this page', paragraphs: [kept, tested, 'This browser also closes the ways out that a page cannot try by itself, such as links and calls: Carrel asked it to with Connection-Allowlist.'], tone: 'good' };
  }
  return {
    label: 'Sealed',
    title: 'Nothing leaves this page by its own rules',
    paragraphs: [kept, tested, 'This browser cannot close every other way out, such as links and calls, so there the page relies on its own rules alone. A browser with Connection-Allowlist, such as Chromium 152 or newer, closes those as well.'],
    tone: 'good',
  };
}

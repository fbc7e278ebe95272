/** The page of models over a vault that is a test's to steer: it says what it is told to, and notes what it is asked. */
import { createRoot } from 'react-dom/client';
import type { Vault, VaultSnapshot } from '../../src/contract/model.ts';
import { Problem } from '../../src/contract/problem.ts';
import { ModelsApp } from '../../src/ui/models/ModelsApp.tsx';

/** What a test steers, on `window`. */
export interface Steering {
  tell(snapshot: VaultSnapshot): void;
  /** As when the browser gives no storage. */
  refuse(): void;
  /** What the page asked for, oldest first: "download tiny-en wasm-q8". */
  asked: string[];
}

declare global {
  interface Window {
    steering: Steering;
  }
}

const asked: string[] = [];
let watcher: (snapshot: VaultSnapshot) => void = () => {};
let onProblem: (error: unknown) => void = () => {};
const note = (what: string) => async (...details: unknown[]) => { asked.push([what, ...details].join(' ')); };

const vault: Vault = {
  watch(onSnapshot) { watcher = onSnapshot; return () => {}; },
  onProblem(listener) { onProblem = listener; return () => {}; },
  download: note('download'), pause: note('pause'), cancel: note('cancel'), remove: note('remove'),
  takeIn: (files) => note('takeIn')(...files.map(({ path }) => path)),
  persist: async () => { asked.push('persist'); return false; },
};

window.steering = {
  tell: (snapshot) => watcher(snapshot),
  refuse: () => onProblem(new Problem('storage-unavailable', { why: 'no private file system' })),
  asked,
};

const root = document.getElementById('root');
if (root) createRoot(root).render(<ModelsApp vault={vault} hosts={['hub.example', 'files.example']} />);

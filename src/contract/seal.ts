/** Whether the page that holds documents is cut off from every address but its own. */
export type SealState =
  | { sealed: true; byBrowser: boolean }
  /** `reloading`: the page is about to reload itself once, to be sealed by its service worker. */
  | { sealed: false; why: 'reloading' | 'insecure-address' | 'no-service-worker' | 'probe-left' };

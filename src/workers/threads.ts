/** onnxruntime-web goes no higher by itself either: above, memory is what threads wait for. */
const MOST = 4;
/** A processor is left to the page and to searches: threads of the runtime that wait for each other spin, and take it from everybody. */
const LEFT_FREE = 1;

/** How many threads a model may use on the processor. Threads need a page that is isolated. */
export const modelThreads = (): number => (crossOriginIsolated ? Math.max(1, Math.min(MOST, navigator.hardwareConcurrency - LEFT_FREE)) : 1);

/**
 * Await what this returns. A callback and the result of its call travel on different ports, and ports
 * keep no order between them: an event that is not awaited can arrive after the call has ended.
 */
export type OnEvent<Event> = (event: Event) => void | Promise<void>;

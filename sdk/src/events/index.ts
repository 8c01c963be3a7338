// Events, as they are published
export type { AskesEvent, EventName } from './event';
export { type EventStream, type EventsOptions, subscribeToEvents } from './subscribe';

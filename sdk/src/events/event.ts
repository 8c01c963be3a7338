import type { EventDataByName } from '../generated/events';

export type EventName = keyof EventDataByName;

/** One event with its data typed by its name. It may be heard twice: `event_id` tells. */
export type AskesEvent<N extends EventName = EventName> = {
	[K in N]: {
		readonly event_id: string;
		readonly event_type: K;
		readonly timestamp: string;
		readonly service: string;
		readonly data: EventDataByName[K];
		readonly metadata: {
			readonly correlation_id: string;
			readonly causation_id: string | null;
			readonly user_id: string | null;
			readonly schema_version: number;
		};
	};
}[N];

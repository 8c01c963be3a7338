import { z } from 'zod';
import { EVENT_NAMES, EVENTS, EventEnvelope, topicOf } from './events';

/** The AsyncAPI 3 document of everything that is published, made from the catalogue. */
export function asyncApiDocument(): Record<string, unknown> {
	const envelope = schemaOf(EventEnvelope);
	const channels: Record<string, unknown> = {};
	const operations: Record<string, unknown> = {};
	const messages: Record<string, unknown> = {};
	for (const name of EVENT_NAMES) {
		const { owner, summary, data } = EVENTS[name];
		messages[name] = {
			name,
			summary,
			contentType: 'application/json',
			payload: {
				...envelope,
				properties: { ...(envelope.properties as object), event_type: { const: name }, data: schemaOf(data) },
			},
		};
		channels[name] = {
			address: topicOf(name),
			messages: { [name]: { $ref: `#/components/messages/${name}` } },
		};
		operations[`publish.${name}`] = {
			action: 'send',
			channel: { $ref: `#/channels/${name.replaceAll('/', '~1')}` },
			summary: `${owner}: ${summary}`,
		};
	}
	return {
		asyncapi: '3.0.0',
		info: {
			title: 'Claims-Askes events',
			version: '1.0.0',
			description:
				'MQTT 3.1.1, QoS 1, at least once. A JWT is the password; reading needs the scope events:read.',
		},
		defaultContentType: 'application/json',
		channels,
		operations,
		components: { messages },
	};
}

function schemaOf(schema: z.ZodType): Record<string, unknown> {
	const { $schema: _, id: __, ...json } = z.toJSONSchema(schema) as Record<string, unknown>;
	return json;
}

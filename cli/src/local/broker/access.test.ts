import { expect, test } from 'bun:test';
import { type BrokerCaller, mayPublish, maySubscribe } from './access';

const token = (over: Partial<BrokerCaller> = {}): BrokerCaller => ({
	role: 'client',
	scopes: new Set(['events:read']),
	only: null,
	...over,
});
const service = token({ role: 'service', scopes: new Set() });

test('a service rings the bell of events and nothing else', () => {
	expect(mayPublish(service, 'askes/events/claim/submitted')).toBe(true);
	for (const topic of ['askes/other', 'askes/eventsx/claim', '$SYS/x', 'claim/submitted']) {
		expect({ topic, may: mayPublish(service, topic) }).toEqual({ topic, may: false });
	}
});

test('bells are for services to ring and to hear', () => {
	expect(mayPublish(service, 'askes/bells/claims-service')).toBe(true);
	expect(maySubscribe(service, 'askes/bells/claims-service')).toBe(true);
	expect(mayPublish(token(), 'askes/bells/claims-service')).toBe(false);
	expect(maySubscribe(token(), 'askes/bells/claims-service')).toBe(false);
});

test('nobody but a service publishes, whatever the scopes', () => {
	for (const role of ['client', 'staff', 'member', 'provider', 'group'] as const) {
		const may = mayPublish(
			token({ role, scopes: new Set(['events:read', 'events:write']) }),
			'askes/events/claim/submitted',
		);
		expect({ role, may }).toEqual({ role, may: false });
	}
});

test('an integrator with the scope hears the events, one without it hears nothing', () => {
	expect(maySubscribe(token(), 'askes/events/#')).toBe(true);
	expect(maySubscribe(token(), 'askes/events/claim/+')).toBe(true);
	expect(maySubscribe(token({ scopes: new Set(['claims:read']) }), 'askes/events/#')).toBe(false);
	expect(maySubscribe(service, 'askes/events/#')).toBe(true);
});

test("a token bound to somebody's own rows hears nothing, for a message cannot be held back from one listener", () => {
	expect(maySubscribe(token({ role: 'member', only: { member_id: 'm-1' } }), 'askes/events/#')).toBe(false);
});

test('no wildcard reaches past the events', () => {
	for (const filter of ['#', '+/events/#', 'askes/#', 'askes/+/claim', '$SYS/#', '$share/g/askes/events/#']) {
		expect({ filter, may: maySubscribe(service, filter) }).toEqual({ filter, may: false });
	}
});

import { expect, test } from 'bun:test';
import { EVENT_NAMES, EVENTS } from '@claims-askes/contracts/events';
import { SERVICE_NAMES, SERVICES } from '@claims-askes/contracts/services';

const readme = await Bun.file('services/README.md').text();
const rows = new Map(
	readme
		.split('\n')
		.filter((line) => /^\| [a-z-]+-(service|bff) \|/.test(line))
		.map((line) => line.split('|').map((cell) => cell.trim()))
		.map(([, name = '', port = '', owns = '', says = '', hears = '']) => [
			name,
			{ port: Number(port), owns, says, hears },
		]),
);
const named = (cell: string) => [...cell.matchAll(/`([a-z_.]+)`/g)].map(([, name]) => name ?? '').sort();

test('the list of services is the catalogue', () => {
	expect([...rows.keys()].sort()).toEqual([...SERVICE_NAMES].sort());
	for (const name of SERVICE_NAMES) {
		const { port, owns } = SERVICES[name];
		expect({ name, ...rows.get(name) }).toMatchObject({ name, port, owns });
	}
});

test('each service says what the catalogue says it owns', () => {
	for (const name of SERVICE_NAMES) {
		const owned = EVENT_NAMES.filter((event) => EVENTS[event].owner === name).sort();
		expect({ name, says: named(rows.get(name)?.says ?? '') }).toEqual({ name, says: owned });
	}
});

test('each service hears what its events room lists', async () => {
	for (const name of SERVICE_NAMES.filter((service) => service.endsWith('-service'))) {
		const room = `${import.meta.dir}/../${name}/src/events/index.ts`;
		const heard = (await Bun.file(room).exists()) ? subscriptionsOf(await import(room)) : [];
		expect({ name, hears: named(rows.get(name)?.hears ?? '') }).toEqual({ name, hears: heard.sort() });
	}
});

/** The list is made with the service's parts in hand; none of them is used before an event comes. */
function subscriptionsOf(room: {
	readonly hears: (...parts: unknown[]) => readonly { type: string }[];
}): string[] {
	const parts: unknown = new Proxy(
		Object.assign(() => parts, {}),
		{ get: () => parts },
	);
	return room.hears(parts, parts).map(({ type }) => type);
}

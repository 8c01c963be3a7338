import { expect, test } from 'bun:test';
import { EVENT_NAMES, EVENTS } from '@claims-askes/contracts/events';
import { SERVICE_NAMES, SERVICES } from '@claims-askes/contracts/services';

const readme = await Bun.file('services/README.md').text();
const rows = new Map(
	readme
		.split('\n')
		.filter((line) => /^\| [a-z]+-(service|bff) \|/.test(line))
		.map((line) => line.split('|').map((cell) => cell.trim()))
		.map(([, name = '', port = '', , says = '', hears = '']) => [name, { port: Number(port), says, hears }]),
);
const named = (cell: string) => [...cell.matchAll(/`([a-z_.]+)`/g)].map(([, name]) => name ?? '').sort();

test('the list of services is the catalogue', () => {
	expect([...rows.keys()].sort()).toEqual([...SERVICE_NAMES].sort());
	for (const name of SERVICE_NAMES) expect([name, rows.get(name)?.port]).toEqual([name, SERVICES[name].port]);
});

test('each service says what the catalogue says it owns', () => {
	for (const name of SERVICE_NAMES) {
		const owned = EVENT_NAMES.filter((event) => EVENTS[event].owner === name).sort();
		expect({ name, says: named(rows.get(name)?.says ?? '') }).toEqual({ name, says: owned });
	}
});

test('each service hears what its events room lists', async () => {
	for (const name of SERVICE_NAMES.filter((service) => service.endsWith('-service'))) {
		const files = [...new Bun.Glob(`services/${name}/src/events/on-*.ts`).scanSync()].filter(
			(file) => !file.includes('.test.'),
		);
		const sources = await Promise.all(files.map((file) => Bun.file(file).text()));
		const heard = sources.flatMap((source) =>
			[...source.matchAll(/\bon\(\s*'([a-z_.]+)'/g)].map(([, event]) => event ?? ''),
		);
		expect({ name, hears: named(rows.get(name)?.hears ?? '') }).toEqual({ name, hears: heard.sort() });
	}
});

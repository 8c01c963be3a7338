import { afterAll, expect, test } from 'bun:test';
import { type AddressInfo, createServer, connect as dial } from 'node:net';
import { connect } from '../../src/db/connect';
import { isOutage } from '../../src/outage';
import { testDatabase } from '../../src/testing/database';

const database = await testDatabase('member-service');
afterAll(() => database.drop());

/** A road to the database that breaks once, as the client asks for the types that the server knows. */
async function roadThatBreaksOnce() {
	let isWhole = false;
	const { hostname, port } = new URL(database.url);
	const server = createServer((client) => {
		const upstream = dial(Number(port), hostname);
		upstream.on('error', () => client.destroy()).on('close', () => client.destroy());
		client.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
		upstream.pipe(client);
		client.on('data', (bytes) => {
			if (isWhole || !bytes.includes('pg_catalog.pg_type')) return upstream.write(bytes);
			isWhole = true;
			client.resetAndDestroy();
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const url = Object.assign(new URL(database.url), { port: (server.address() as AddressInfo).port });
	return { url: url.href, close: () => server.close() };
}

test('a connection lost while it learns the types fails its statement as an outage, and nothing else', async () => {
	const road = await roadThatBreaksOnce();
	const sql = connect(road.url, { poolSize: 1, service: 'member-service' });
	expect(await sql`select 1 as one`.then(() => false, isOutage)).toBe(true);
	expect([...(await sql`select 1 as one`)]).toEqual([{ one: 1 }]);
	await sql.end({ timeout: 1 });
	road.close();
});

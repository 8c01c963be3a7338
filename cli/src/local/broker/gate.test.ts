import { expect, test } from 'bun:test';
import type { Caller } from '@claims-askes/chassis/http/caller';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { createGate } from './gate';

const base: Caller = {
	subject: 'partner',
	role: 'client',
	scopes: new Set(['events:read']),
	only: null,
	authority: 1,
	expiresAt: new Date(),
};
const TOKENS: Record<string, Caller> = {
	claims: { ...base, role: 'service', subject: 'claims-service', scopes: new Set() },
	partner: base,
	curious: { ...base, scopes: new Set(['claims:read']) },
	member: { ...base, role: 'member', only: { member_id: 'm-1' } },
};

const gate = createGate(async (token) => {
	if (token === 'outage') throw new ProblemError(PROBLEMS.DEPENDENCY_UNAVAILABLE);
	const known = TOKENS[token];
	if (known === undefined) throw new Error('forged');
	return known;
});

const ask = async (path: string, body: object): Promise<number> =>
	(await gate(new Request(`http://gate${path}`, { method: 'POST', body: JSON.stringify(body) }))).status;
const login = (username: string, password: string, clientid = 'one') =>
	ask('/login', { username, password, clientid });
const access = (username: string, topic: string, acc: number) =>
	ask('/access', { username, topic, acc, clientid: 'one' });

test('who may listen is let in by the token, everybody else is refused', async () => {
	expect(await login('claims-service', 'claims')).toBe(200);
	expect(await login('token', 'partner')).toBe(200);
	for (const token of ['curious', 'member', 'forged', '']) expect(await login('token', token)).toBe(403);
});

test("nobody goes by a service's name but the service, in user name or client id", async () => {
	expect(await login('claims-service', 'partner')).toBe(403);
	expect(await login('member-service', 'claims')).toBe(403);
	expect(await login('token', 'claims')).toBe(403);
	expect(await login('token', 'partner', 'claims-service-1')).toBe(403);
	expect(await login('claims-service', 'claims', 'claims-service-1')).toBe(200);
});

test('services ring and hear, others only hear, and nothing but events', async () => {
	expect(await access('claims-service', 'askes/events/claim/submitted', 2)).toBe(200);
	expect(await access('claims-service', 'askes/events/#', 4)).toBe(200);
	expect(await access('token', 'askes/events/#', 4)).toBe(200);
	expect(await access('token', 'askes/events/claim/submitted', 1)).toBe(200);
	expect(await access('token', 'askes/events/claim/submitted', 2)).toBe(403);
	expect(await access('token', 'askes/events/claim/submitted', 3)).toBe(403);
	expect(await access('claims-service', 'askes/bells/claims-service', 2)).toBe(200);
	expect(await access('payment-service', 'askes/bells/claims-service', 4)).toBe(200);
	expect(await access('token', 'askes/bells/claims-service', 4)).toBe(403);
	expect(await access('claims-service', '#', 4)).toBe(403);
	expect(await access('claims-service', '$SYS/x', 2)).toBe(403);
	expect(await access('claims-service', 'askes/events/claim/submitted', 0)).toBe(403);
});

test('an issuer that is away is an outage, and a question that makes no sense is refused', async () => {
	expect(await login('token', 'outage')).toBe(503);
	expect(await ask('/elsewhere', {})).toBe(403);
	expect((await gate(new Request('http://gate/login', { method: 'POST', body: '{' }))).status).toBe(403);
	expect((await gate(new Request('http://gate/health'))).status).toBe(200);
});

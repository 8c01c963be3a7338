import { afterAll, expect, test } from 'bun:test';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '@claims-askes/chassis/config';
import { settings } from '../../src/config';
import { aClaim, aLine, startClaims } from '../setup';

const PAYER_RULES_FILE = fileURLToPath(
	new URL('../../../../examples/payer-rules/payer-rules.yaml', import.meta.url),
);
const { send, stop } = await startClaims({ PAYER_RULES_FILE });
afterAll(stop);

const own = (changes: Parameters<typeof aClaim>[0] = {}) => {
	const claim = aClaim(changes);
	return { ...claim, subscriber: { ...claim.subscriber, group_number: 'AB1234' } };
};

test('a claim that keeps the payer’s rules is taken in', async () => {
	const { status, body } = await send('POST', '/api/v1/claims', { body: own() });
	expect([status, body.data.warnings]).toEqual([201, []]);
});

test('a rule that is broken rejects the claim by the rule’s own code, and one to be warned of is kept with it', async () => {
	const lines = [aLine({ procedure_code: '70551' })];
	const broken = await send('POST', '/api/v1/claims', { body: own({ lines }) });
	expect([broken.status, broken.body.error.details]).toEqual([
		422,
		[
			{
				field: 'authorization_number',
				code: 'IMAGING_NEEDS_AUTHORIZATION',
				message: 'an MRI of the head is authorized before it is made',
			},
		],
	]);
	const warned = await send('POST', '/api/v1/claims', { body: own({ place_of_service: '10' }) });
	expect([warned.status, warned.body.data.warnings[0].code]).toEqual([201, 'NO_TELEHEALTH_AT_HOME']);
});

test('the service does not start with rules that are none', () => {
	const env = { DATABASE_URL: 'postgres://nobody@localhost/none', PAYER_RULES_FILE: import.meta.path };
	expect(() => loadConfig('claims-service', settings, env)).toThrow('holds no payer rules');
});

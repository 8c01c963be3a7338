import { afterAll, expect, test } from 'bun:test';
import { loadConfig } from '@claims-askes/chassis/config';
import { settings } from '../../src/config';
import { aClaim, startClaims } from '../setup';

const { send, stop } = await startClaims({ INTAKE_WARN_ONLY: 'NPI_CHECK_DIGIT,NOTHING_CHARGED' });
afterAll(stop);

test('a payer that can live with a wrong check digit takes the claim in with a warning', async () => {
	const { status, body } = await send('POST', '/api/v1/claims', {
		body: aClaim({ billing_provider: { npi: '9999999999' } }),
	});
	expect([status, body.data.warnings]).toEqual([
		201,
		[
			{
				field: 'billing_provider.npi',
				code: 'NPI_CHECK_DIGIT',
				message: 'is no NPI: its check digit is wrong',
			},
		],
	]);
});

test('what it did not name still rejects', async () => {
	const { status, body } = await send('POST', '/api/v1/claims', { body: aClaim({ total_charge: '1.00' }) });
	expect([status, body.error.details[0].code]).toEqual([422, 'CHARGES_DO_NOT_SUM']);
});

test.each(['NPI_CHECKDIGIT', 'DATE_AFTER_RECEIPT', 'NPI_CHECK_DIGIT,'])(
	'the service does not start with "%s", which nobody may soften',
	(INTAKE_WARN_ONLY) => {
		const env = { DATABASE_URL: 'postgres://nobody@localhost/none', INTAKE_WARN_ONLY };
		expect(() => loadConfig('claims-service', settings, env)).toThrow('INTAKE_WARN_ONLY');
	},
);

import { afterAll, expect, test } from 'bun:test';
import { aClaim, startClaims } from '../setup';

const { admin, send, stop } = await startClaims();
afterAll(stop);
await admin`insert into common.code_systems (system, name, version, source) values ('icd-10', 'WHO', '2019', 'test')`;
await admin`insert into common.codes (system, code, display, valid_to) values
	('icd-10', 'J069', 'cold', 'infinity'), ('icd-10', 'B342', 'retired', '2020-12-31')`;

const diagnosedWith = (...diagnoses: [system: 'icd-10' | 'icd-10-cm', code: string][]) =>
	send('POST', '/api/v1/claims', {
		body: aClaim({ diagnoses: diagnoses.map(([system, code]) => ({ system, code, role: 'other' })) }),
	});

test('a code that its loaded code system never had rejects the claim, and is named by its place alone', async () => {
	const { status, body } = await diagnosedWith(['icd-10', 'J069'], ['icd-10', 'ZZZ99']);
	expect([status, body.error.code, body.error.details]).toEqual([
		422,
		'CLAIM_REJECTED',
		[{ field: 'diagnoses.1.code', code: 'DIAGNOSIS_UNKNOWN', message: 'is no code of its system' }],
	]);
});

test('a code of its system passes, and so does a retired one, which adjudication judges by date', async () => {
	expect((await diagnosedWith(['icd-10', 'J069'], ['icd-10', 'B342'])).status).toBe(201);
});

test('codes of a system that is not loaded pass', async () => {
	expect((await diagnosedWith(['icd-10-cm', 'ZZZ99'])).status).toBe(201);
});

test('a code that was looked up before is still known, and still unknown', async () => {
	expect((await diagnosedWith(['icd-10', 'J069'])).status).toBe(201);
	expect((await diagnosedWith(['icd-10', 'ZZZ99'])).status).toBe(422);
});

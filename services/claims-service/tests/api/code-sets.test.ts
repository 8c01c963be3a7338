import { afterAll, expect, test } from 'bun:test';
import { aClaim, startClaims } from '../setup';

const { admin, send, stop } = await startClaims();
afterAll(stop);
await admin`
	with releases as (
		insert into common.code_releases (code_set, system, kind, version, released_on, content_hash, rows, source) values
			('who', 'icd-10', 'icd10', '2016', '2016-01-01', '', 1, 'test'),
			('who', 'icd-10', 'icd10', '2019', '2019-01-01', '', 1, 'test'),
			('cm', null, 'icd10', '2019', '2019-01-01', '', 1, 'test')
		returning id, version
	)
	insert into common.code_entries (release_id, row, code, valid_to)
	select id, row, code, valid_to::date
	from releases join (values ('2019', 1, 'J069', null), ('2016', 1, 'B342', '2020-12-31'))
		as entry (version, row, code, valid_to) using (version)`;

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

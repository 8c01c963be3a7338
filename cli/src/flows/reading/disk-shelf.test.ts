import { expect, test } from 'bun:test';
import { memoryShelf, readIdrClaims, readSyntheaClaims, rowsUnder } from '@claims-askes/sdk/csv';
import { diskShelf } from './disk-shelf';

const SHELVES = [
	['in memory', memoryShelf],
	['on the disk', diskShelf],
] as const;

test.each(SHELVES)('rows %s come back by key, in order, and what nobody took is left', (_, open) => {
	const shelf = open();
	const rowOf = rowsUnder(['id', 'note']);
	for (let row = 2; row < 2_002; row++)
		shelf.put(`key ${row % 100}`, rowOf([`${row}`, `it's "${row}"\n`], row, row + 7));
	const [first, second, ...others] = shelf.take('key 42');
	expect([first?.row, first?.line, second?.row, others.length]).toEqual([42, 49, 142, 18]);
	expect([first?.cells, first?.get('ID')]).toEqual([['42', 'it\'s "42"\n'], '42']);
	expect(shelf.take('nobody')).toEqual([]);
	for (let at = 1; at < 100; at++) shelf.take(`key ${at}`);
	expect([...shelf.left()].map(({ row }) => row)).toEqual(
		Array.from({ length: 20 }, (_, at) => (at + 1) * 100),
	);
	shelf.close();
});

const synthea = {
	claims: [
		'Id,PATIENTID,PROVIDERID,PRIMARYPATIENTINSURANCEID,SERVICEDATE,HEALTHCARECLAIMTYPEID1',
		'a,p1,d1,0,2023-10-10T04:17:47Z,1',
		'b,p2,d1,0,2023-10-11T04:17:47Z,2\n',
	].join('\n'),
	transactions: [
		'ID,CLAIMID,CHARGEID,TYPE,AMOUNT,FROMDATE,TODATE,PROCEDURECODE,UNITS',
		't1,b,1,CHARGE,5.00,2023-10-11T04:17:47Z,2023-10-12T04:17:47Z,99213,1',
		't2,a,1,CHARGE,7.00,2023-10-10T04:17:47Z,1970-01-01T00:00:00Z,140,1',
		't3,b,2,CHARGE,6.00,2023-10-11T04:17:47Z,2023-10-11T04:17:47Z,99214,1',
		't4,c,1,CHARGE,6.00,2023-10-11T04:17:47Z,2023-10-11T04:17:47Z,99214,1\n',
	].join('\n'),
};

test.each(SHELVES)('scattered transactions of Synthea, %s, find their claims', async (_, shelf) => {
	const found = await Array.fromAsync(readSyntheaClaims(synthea, { shelf }));
	expect(
		found.map((reading) =>
			reading.kind === 'claim'
				? [reading.claim.claim_id, reading.claim.lines.map(({ charge }) => charge)]
				: reading.kind === 'problem' && [reading.problem.code, reading.problem.row],
		),
	).toEqual([['a', ['7.00']], ['b', ['5.00', '6.00']], ['CLAIM_MISSING', 5], false]);
});

test('an end that Synthea fills up with 1970 is said and left out, so that the claim can be taken in', async () => {
	const [first] = await Array.fromAsync(readSyntheaClaims(synthea));
	if (first?.kind !== 'claim') throw new Error('the claim was not read');
	expect(first.claim.lines[0]).toMatchObject({ service_date: '2023-10-10' });
	expect(first.claim.lines[0]).not.toHaveProperty('service_date_end');
	expect(first.warnings).toMatchObject([
		{ code: 'DATE_PLACEHOLDER', column: 'TODATE', row: 3, level: 'warning' },
	]);
});

test('what the IDR does not know is no code, and a rejected claim goes back under its own columns alone', async () => {
	const key = 'GEO_BENE_SK,CLM_DT_SGNTR_SK,CLM_TYPE_CD,CLM_NUM_SK';
	const claims = `${key},CLM_UNIQ_ID,BENE_SK,CLM_SBMT_CHRG_AMT,CLM_FROM_DT,CLM_THRU_DT\n1,2,71,3,u1,b1,9.00,2022-01-02,\n1,2,71,3,u2,,9.00,2022-01-02,\n`;
	const lines =
		'CLM_UNIQ_ID,CLM_LINE_NUM,CLM_LINE_SBMT_CHRG_AMT,CLM_POS_CD,CLM_LINE_HCPCS_CD\nu2,1,9.00,11,99213\nu1,1,9.00,~,99213\nu3,1,1.00,11,99213\n';
	const found = await Array.fromAsync(readIdrClaims({ claims, lines }, { shelf: diskShelf }));
	const [first, second, third] = found;
	if (first?.kind !== 'claim' || second?.kind !== 'rejected' || third?.kind !== 'problem')
		throw new Error('read otherwise');
	expect(first.claim.lines[0]).not.toHaveProperty('place_of_service');
	expect(second.rows).toEqual([['1', '2', '71', '3', 'u2', '', '9.00', '2022-01-02', '']]);
	expect(third.problem).toMatchObject({ code: 'CLAIM_MISSING', row: 4 });
});

import { describe, expect, test } from 'bun:test';
import { CanonicalClaim } from '../claim';
import { parseDecimal, toMinor } from '../fhir/decimal';
import { hasSharedData, sharedFiles } from '../x12/test-support/shared-data';
import { readCsvRows } from './read-rows';
import { readSyntheaClaims } from './read-synthea';

const DIGITS = 20;

/** Exact to twenty decimals: some columns of Synthea are floats written out. */
function exact(text: string): bigint {
	const decimal = parseDecimal(text === '' ? '0' : text);
	return decimal ? decimal.digits * 10n ** BigInt(DIGITS - decimal.scale) : 0n;
}

const statedFacts = (facts: string) =>
	Object.fromEntries(facts.split('; ').map((fact) => fact.split('=') as [string, string]));

describe.skipIf(!hasSharedData)('the real CSV files (skipped without ../shared/data)', () => {
	const files = sharedFiles('synthea');

	test('are all there', () => {
		expect(files.length).toBeGreaterThanOrEqual(14);
	});

	test.each(files)('$name gives the rows, columns and sums it holds', async ({ facts, bytes }) => {
		const stated = statedFacts(facts);
		const sums = Object.entries(stated).filter(([fact]) => fact.startsWith('sum_'));
		const counted = new Map<string, bigint>();
		let rows = 0;
		let columns = 0;
		for await (const row of readCsvRows(bytes())) {
			rows++;
			columns = row.cells.length;
			for (const [fact] of sums) counted.set(fact, (counted.get(fact) ?? 0n) + exact(row.get(fact.slice(4))));
		}
		expect({ rows: String(rows), columns: String(columns) }).toEqual({
			rows: stated.rows ?? '',
			columns: stated.columns ?? '',
		});
		for (const [fact, sum] of sums) expect({ [fact]: counted.get(fact) }).toEqual({ [fact]: exact(sum) });
	});

	test('of Synthea’s claims give every claim, and its charges to the cent', async () => {
		const named = (name: string) => files.find((file) => file.name === `synthea/${name}`);
		const [claims, transactions] = [named('claims.csv'), named('claims_transactions.csv')];
		if (!claims || !transactions) throw new Error('the files are not there');
		const [aboutClaims, aboutTransactions] = [statedFacts(claims.facts), statedFacts(transactions.facts)];
		const found = { claims: 0, lines: 0, charges: 0n, rejected: 0, problems: 0 };
		let rows = 0;
		for await (const reading of readSyntheaClaims({
			claims: claims.bytes(),
			transactions: transactions.bytes(),
		})) {
			if (reading.kind === 'rejected') found.rejected++;
			if (reading.kind === 'problem') found.problems++;
			if (reading.kind === 'file') rows = reading.file.rows;
			if (reading.kind !== 'claim') continue;
			CanonicalClaim.parse(reading.claim);
			found.claims++;
			found.lines += reading.claim.lines.length;
			const minor = toMinor(parseDecimal(reading.claim.total_charge) ?? { digits: 0n, scale: 0 }, 2);
			if (typeof minor === 'bigint') found.charges += minor;
		}
		expect(rows).toBe(Number(aboutClaims.rows) + Number(aboutTransactions.rows));
		expect(found).toEqual({
			claims: Number(aboutClaims.rows),
			// Of 5,228 transactions 1,545 are charges; the others are payments and transfers.
			lines: 1545,
			charges: exact(aboutTransactions.sum_UNITAMOUNT ?? '') / 10n ** BigInt(DIGITS - 2),
			rejected: 0,
			problems: 0,
		});
	});
});

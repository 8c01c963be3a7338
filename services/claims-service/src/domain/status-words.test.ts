import { expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CLAIM_NOT_FOUND, LINE_WORDS, STATUS_WORDS } from './status-words';

/** X12's own lists, where they lie beside the repository. */
const LISTS = fileURLToPath(
	new URL('../../../../../shared/data/codesets/x12_external_code_values.csv', import.meta.url),
);

test.skipIf(!existsSync(LISTS))('what a 277 says is in X12’s lists (skipped without ../shared/data)', () => {
	const known = new Set(
		readFileSync(LISTS, 'utf8')
			.split('\n')
			.map((row) => row.trim().split(','))
			.map((cells) => `${cells[0]} ${cells.at(-1)}`),
	);
	const words = [
		...Object.values(STATUS_WORDS),
		CLAIM_NOT_FOUND,
		...Object.values(LINE_WORDS.pay),
		LINE_WORDS.deny,
		LINE_WORDS.pend,
	];
	for (const { category, status } of words) {
		expect(known).toContain(`claim_status_cat ${category}`);
		expect(known).toContain(`claim_status ${status}`);
	}
});

import { expect, setDefaultTimeout, test } from 'bun:test';
import { join } from 'node:path';
import { runAskes } from '../testing/run-askes';

setDefaultTimeout(120_000);

const EXAMPLES = join(import.meta.dir, '../../../../examples');
const explain = (name: string, codes: string) =>
	runAskes(
		['adjudication', 'decide', join(EXAMPLES, 'cases', `${name}.json`), '--explain', '--reason-codes', codes],
		{},
	);

test('an explanation also tells the reasons in the codes of the market', async () => {
	const { stdout, code } = await explain(
		'days-run-out-in-a-stay',
		join(EXAMPLES, 'reason-codes/indonesia.yaml'),
	);
	expect(code).toBe(0);
	expect(stdout).toContain('In the codes of Alasan klaim Rimba Raya');
	expect(stdout).toMatch(/line 1 +PR-119 +EK-01 +Melebihi batas manfaat/);
});

test('a file that is no map is refused with its first mistake', async () => {
	const { stderr, code } = await explain('room-proration', join(EXAMPLES, 'plans/rimba-raya/dental.yaml'));
	expect(code).toBe(2);
	expect(stderr).toContain('REASON_CODES_UNUSABLE');
});

import { describe, expect, test } from 'bun:test';
import { detectX12 } from './detect';
import { bytes, sample837 } from './test-support/sample-837';
import { hasSharedData, sharedFiles } from './test-support/shared-data';

test('a claim file is known by its kind, version and parties', () => {
	expect(detectX12(bytes(sample837()))).toEqual({
		transaction: '837',
		name: '837P',
		version: '005010X222A1',
		sender: 'S1',
		receiver: 'P1',
		interchange_control_number: '000000001',
		is_test: true,
	});
});

test('the first bytes are enough', () => {
	expect(detectX12(bytes(sample837()).subarray(0, 300))?.name).toBe('837P');
});

test.each(['{"resourceType":"Claim"}', 'claim_id,amount\nA1,12', '', 'GS*HC*S*R~'])(
	'"%s" is none',
	(text) => {
		expect(detectX12(bytes(text))).toBeUndefined();
	},
);

describe.skipIf(!hasSharedData)('the real files (skipped without ../shared/data)', () => {
	const folders = ['837p', '837i', '837d', '835', '834', '820', '278', '277ca', '270-271', '276-277'];
	const files = folders.flatMap((folder) => sharedFiles(`x12/${folder}`));

	test.each(files)('$name is known by its transaction', ({ name, facts, bytes: data }) => {
		const [, stated] = /(?:^|\/)(\d{3})/.exec(facts.length > 0 ? facts : name) ?? [];
		expect(detectX12(data())?.transaction).toBe(stated ?? '');
	});
});

import { expect, test } from 'bun:test';
import { readNdjson } from './read-ndjson';

const aClaim = (id: string) => JSON.stringify({ claim_id: 'ID', total_charge: '1.00' }).replace('ID', id);
const read = (text: string) => Array.fromAsync(readNdjson(text, { validate: false }));

test.each([String.raw`A\u0000`, String.raw`A\ud800`, String.raw`\uDC00A`])(
	'a line with %s, which nobody can store, costs only itself and is refused by name',
	async (id) => {
		const readings = await read([aClaim('A1'), aClaim(id), aClaim('A3')].join('\n'));
		expect(readings.map(({ kind }) => kind)).toEqual(['document', 'rejected', 'document']);
		expect(readings[1]).toMatchObject({ problems: [{ code: 'TEXT_INVALID', line: 2 }] });
		const [, listed] = await read(`[\n${aClaim('A1')},${aClaim(id)}]`);
		expect(listed).toMatchObject({ problems: [{ code: 'TEXT_INVALID' }] });
	},
);

test('a whole pair, and a backslash that is only written, are text', async () => {
	const readings = await read([aClaim(String.raw`\ud83d\ude00`), aClaim(String.raw`\\u0000`)].join('\n'));
	expect(readings.map(({ kind }) => kind)).toEqual(['document', 'document']);
});

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

test.each([
	['{"claim_id":"A2","total_charge":"1.00","claim_id":"A9"}', 'claim_id'],
	['{"claim_id" :"A2","total_charge":"1.00","claim_id": "A9"}', 'claim_id'],
	[
		'{"claim_id":"A2","total_charge":"1.00","lines":[{"number":1,"charge":"1","charge" :"2"}]}',
		'lines.0.charge',
	],
	[String.raw`{"claim_id":"A2","total_charge":"1.00","total_\u0063harge":"2.00"}`, 'total_charge'],
	[String.raw`{"claim_id":"A\":\"2","total_charge":"1.00","total_charge":"2.00"}`, 'total_charge'],
])('in %s a field stands twice, which costs only that line and is told by name', async (line, field) => {
	const readings = await read([aClaim('A1'), line, aClaim('A3')].join('\n'));
	expect(readings.map(({ kind }) => kind)).toEqual(['document', 'rejected', 'document']);
	expect(readings[1]).toMatchObject({
		problems: [{ code: 'FIELD_REPEATED', line: 2, message: expect.stringContaining(field) }],
	});
	await expect(read(`[\n${line}]`)).rejects.toMatchObject({ problem: { code: 'FIELD_REPEATED' } });
});

test.each([
	String.raw`{"claim_id":"A\":1","total_charge":"1.00"}`,
	'{"claim_id":":x","total_charge":"1.00"}',
	'{"claim_id":"A1","total_charge":"1.00","notes":[{"text":"10:30 \\" : "},{"text":"{\\"text\\":1}"}]}',
	// Brackets in a text are no depth.
	`{"claim_id":"A1","total_charge":"1.00","notes":[{"text":"${'['.repeat(200)}"}]}`,
	'{"claim_id" : "A1",\t"total_charge"\t:"1.00","__proto__":{"claim_id":"A1"}}',
])('in %s none does', async (line) => {
	expect((await read(line)).map(({ kind }) => kind)).toEqual(['document']);
});

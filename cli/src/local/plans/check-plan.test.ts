import { expect, test } from 'bun:test';
import { checkPlan } from './check-plan';

const mistakesIn = (text: string | Uint8Array) => {
	const checked = checkPlan(typeof text === 'string' ? Buffer.from(text) : text);
	return checked.kind === 'plan' ? [] : checked.mistakes.map(({ line, path, code }) => [line, path, code]);
};

const PLAN = `id: GOLD
name: Gold
currency: IDR
benefits:
  gp:
    limits:
      - { id: visits, per: year, count: 10 }
`;

test('a plan reads the same in YAML and in JSON, whatever it is indented with', () => {
	const json = JSON.stringify(
		{ id: 'GOLD', name: 'Gold', currency: 'IDR', benefits: { gp: {} } },
		null,
		'\t',
	);
	expect(mistakesIn(PLAN)).toEqual([]);
	expect(mistakesIn(json)).toEqual([]);
	expect(mistakesIn(json.replace('"IDR"', '"idr"'))).toEqual([[4, 'currency', 'INVALID']]);
});

test.each<[string, string, (string | number | null)[][]]>([
	[
		'a contradiction',
		PLAN.replace('count: 10', 'count: 10, part: x'),
		[[7, 'benefits.gp.limits.0.part', 'PARTS_DO_NOT_ADD_UP']],
	],
	[
		'an amount without quotes',
		`${PLAN}pools:\n  - id: a\n    scope: member\n    per: year\n    amount: 5\n`,
		[[12, 'pools.0.amount', 'INVALID']],
	],
	['a setting that does not exist', `${PLAN}bonus: 1\n`, [[8, 'bonus', 'UNKNOWN_FIELD']]],
	[
		'a code with a dot',
		`${PLAN}benefit_of:\n  D1.10: gp\n  Z41.1: dental\n`,
		[[10, 'benefit_of.Z41.1', 'UNKNOWN_BENEFIT']],
	],
	[
		'what is missing, at what should hold it',
		PLAN.replace('id: visits, ', ''),
		[[7, 'benefits.gp.limits.0.id', 'INVALID']],
	],
	['a benefit that is there twice', `${PLAN}  gp: {}\n`, [[8, '', 'NAMED_TWICE']]],
	['what is not YAML', 'id: [', [[1, '', 'NOT_YAML']]],
	['an alias of nothing', `${PLAN}  other: *nothing\n`, [[null, '', 'NOT_YAML']]],
	['an empty file', '', [[null, '', 'INVALID']]],
])('%s is told by path and line', (_, text, expected) => {
	expect(mistakesIn(text)).toEqual(expected);
});

test('what an alias stands for is told where it was written', () => {
	const shared = PLAN.replace('- {', '- &v {').replace('per: year', 'per: week');
	const mistakes = mistakesIn(`${shared}  gp2:\n    limits: [*v]\n`);
	expect(mistakes).toEqual([
		[7, 'benefits.gp.limits.0.per', 'INVALID'],
		[7, 'benefits.gp2.limits.0.per', 'INVALID'],
	]);
});

test('bytes that are no text, and a document that grows when it is read, are refused by name', () => {
	expect(mistakesIn(new Uint8Array([0xff, 0xfe]))).toEqual([[null, '', 'NOT_UTF8']]);
	const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]'];
	for (const [at, name] of [...'bcdefg'].entries()) {
		const before = 'abcdefg'[at];
		bomb.push(`${name}: &${name} [${Array(10).fill(`*${before}`).join(',')}]`);
	}
	expect(mistakesIn(bomb.join('\n'))).toEqual([[null, '', 'NOT_YAML']]);
});

test('an amount without quotes says what to do', () => {
	const checked = checkPlan(Buffer.from(PLAN.replace('count: 10', 'amount: 10')));
	expect(checked).toMatchObject({
		mistakes: [{ message: expect.stringContaining('amounts stand in quotes') }],
	});
});

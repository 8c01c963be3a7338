import { expect, setDefaultTimeout, test } from 'bun:test';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runAskes } from '../testing/run-askes';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const EXAMPLES = join(import.meta.dir, '..', '..', '..', '..', 'examples', 'cases');
const example = (name: string): string => join(EXAMPLES, `${name}.json`);
const examples = await Promise.all(
	readdirSync(EXAMPLES)
		.sort()
		.map(async (file) => (await Bun.file(join(EXAMPLES, file)).json()) as Record<string, unknown>),
);

const decide = (...args: string[]) => runAskes(['adjudication', 'decide', ...args]);
const decideAll = (stdin: string | Uint8Array, ...args: string[]) =>
	runAskes(['adjudication', 'decide', '--ndjson', ...args], { stdin });
const answersOf = (stdout: string): Record<string, unknown>[] =>
	stdout
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line));

const aCase = examples[0] ?? {};
const aLine = JSON.stringify(aCase);

test('a case comes out as its author expects, and the decision is printed in the exchange format', async () => {
	const { code, stdout } = await decide(example('copay-and-coinsurance'));
	expect(code).toBe(0);
	const decision = JSON.parse(stdout);
	expect(decision).toMatchObject({ outcome: 'approved', totals: { paid: 360_000, member_owes: 140_000 } });
	expect(Object.keys(decision)).toEqual([
		'claim_id',
		'case_id',
		'outcome',
		'lines',
		'adjustments',
		'totals',
		'movements',
		'alerts',
	]);
	expect(JSON.parse((await decide(example('copay-and-coinsurance'), '--json')).stdout)).toEqual(decision);
});

test('a case that expects otherwise exits with 1 and names the first difference by its path', async () => {
	const file = join(EXAMPLES, 'copay-and-coinsurance.json');
	const wrong = { ...(await Bun.file(file).json()), expected: { totals: { paid: 1 }, outcome: 'denied' } };
	const { code, stdout, stderr } = await runAskes(['adjudication', 'decide', '-'], {
		stdin: JSON.stringify(wrong),
	});
	expect(code).toBe(1);
	expect(JSON.parse(stdout).totals.paid).toBe(360_000);
	expect(stderr).toContain('not as expected: totals.paid is 360000, not 1; and 1 more');
});

test.each<[string, string, object]>([
	['{ "claim": ', 'NOT_JSON', { path: null }],
	['[]', 'NOT_AN_OBJECT', { path: null }],
	[JSON.stringify({ ...aCase, surprise: 1 }), 'UNKNOWN_FIELD', { path: 'surprise' }],
	[JSON.stringify({ ...aCase, facts: undefined }), 'REQUIRED', { path: 'facts' }],
	[aLine.replace('"id":', '"id":"other","id":'), 'KEY_TWICE', { path: 'claim.id' }],
])('a file that is no case exits with 2 and one object that says why: %#', async (stdin, code, facts) => {
	const run = await runAskes(['adjudication', 'decide', '-', '--json'], { stdin });
	expect(run.code).toBe(2);
	expect(JSON.parse(run.stdout)).toMatchObject({ code, message: expect.any(String), file: '-', ...facts });
});

test('a file that is not there, and no file at all, are wrong usage', async () => {
	expect(await decide('no-such-case.json', '--json')).toMatchObject({
		code: 2,
		stdout: expect.stringContaining('FILE_NOT_FOUND'),
	});
	expect((await decide()).code).toBe(2);
});

test('cases one a line come out one a line, in their order', async () => {
	const { code, stdout } = await decideAll(examples.map((each) => JSON.stringify(each)).join('\r\n'));
	expect(code).toBe(0);
	const ids = examples.map(({ claim }) => (claim as { id: string }).id);
	expect(answersOf(stdout).map(({ claim_id }) => claim_id)).toEqual(ids);
});

test('what is no case is answered in its place by a named error, and the rest goes on', async () => {
	const deep = '['.repeat(200_000) + ']'.repeat(200_000);
	const lines = [
		aLine,
		'{"claim":',
		'',
		'null',
		deep,
		JSON.stringify({ ...aCase, __proto__: null, comment: 7 }),
		aLine.replace('"claim":{', '"claim":{"__proto__":{"id":"x"},'),
		aLine.replace(/"billed":\d+/, '"billed":1e400'),
		aLine.replace(/"billed":\d+/, '"billed":-5'),
		aLine.replace(/"expected":/, '"expected":'.padEnd(12)).replace(/\}$/, ',"before":[{"void":"nobody"}]}'),
		aLine.replace('"received":', '"received":"2020-01-01","received":'),
		' \t\r',
		aLine,
	];
	const bytes = Buffer.concat([
		Buffer.from(`${lines.join('\n')}\n`),
		Buffer.from([0xff, 0xfe, 10]),
		Buffer.from(aLine),
	]);
	const { code, stdout, stderr } = await decideAll(bytes);
	expect(code).toBe(2);
	const answers = answersOf(stdout);
	expect(answers.map(({ line, code, claim_id }) => claim_id ?? `${line} ${code}`)).toEqual([
		'claim-1',
		'2 NOT_JSON',
		'4 NOT_AN_OBJECT',
		'5 NOT_AN_OBJECT',
		'6 NOT_TEXT',
		'7 UNKNOWN_FIELD',
		'8 NOT_AN_AMOUNT',
		'9 NOT_AN_AMOUNT',
		'10 UNKNOWN_CLAIM',
		'11 KEY_TWICE',
		'claim-1',
		'14 NOT_UTF8',
		'claim-1',
	]);
	for (const answer of answers.filter(({ code }) => code)) {
		expect(Object.keys(answer)).toEqual(['line', 'code', 'message', 'path']);
	}
	expect(stderr).toContain('13 cases');
});

test('what can hardly be meant in a plan is told once, and decided by', async () => {
	const { facts, claim } = aCase as { facts: { plan: object }; claim: object };
	const odd = JSON.stringify({ claim, facts: { ...facts, plan: { ...facts.plan, recovery_deny: true } } });
	const { code, stdout, stderr } = await decideAll(`${aLine}\n${odd}\n${odd}\n`);
	expect(code).toBe(0);
	expect(answersOf(stdout)).toHaveLength(3);
	expect(stderr.match(/.*warning.*/g)).toEqual([
		'line 2: warning: DOES_NOTHING facts.plan.recovery_deny does nothing with the other settings as they are',
	]);
	const one = await runAskes(['adjudication', 'decide', '-'], { stdin: odd });
	expect(one.stderr).toContain('warning: DOES_NOTHING facts.plan.recovery_deny');
});

test('a line that expects otherwise exits with 1, is named, and its decision stands in its place', async () => {
	const other = JSON.stringify({ ...aCase, expected: { outcome: 'approved' } });
	const { code, stdout, stderr } = await decideAll(`${aLine}\n${other}\n`, '--json');
	expect(code).toBe(1);
	expect(answersOf(stdout)).toHaveLength(2);
	expect(stderr).toContain('line 2: not as expected: outcome is "pended", not "approved"');
	expect(JSON.parse(stderr.trim().split('\n').at(-1) ?? '')).toMatchObject({
		read: 2,
		different: 1,
		refused: 0,
	});
});

test('with --explain the trace goes along in JSON, and a person reads the sum', async () => {
	const { stdout } = await decideAll(aLine, '--explain');
	expect(answersOf(stdout)[0]).toMatchObject({ trace: { versions: { plan: 'aso@1' } } });
	const told = await decide(example('deductible-of-one-line-and-a-primary-payer'), '--explain');
	expect(told.code).toBe(0);
	expect(told.stdout).toContain('Of 751.50 USD billed the plan pays 310.00, and the member owes 220.00.');
});

test('the rules are listed as the engine runs them', async () => {
	const { code, stdout } = await runAskes(['adjudication', 'rules', '--json']);
	expect(code).toBe(0);
	const rules = JSON.parse(stdout);
	expect(rules.map(({ number }: { number: number }) => number)).toEqual(
		Array.from({ length: 31 }, (_, at) => at + 1),
	);
	expect(rules[4]).toEqual({
		id: 'R5',
		number: 5,
		name: expect.stringContaining('asked for once'),
		citation: expect.stringContaining('ADJUDICATION 2'),
		carcs: ['18'],
		group: 'OA',
		effect: 'deny',
		authority: 2,
	});
});

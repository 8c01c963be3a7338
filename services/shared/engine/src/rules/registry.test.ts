import { expect, test } from 'bun:test';
import { Glob } from 'bun';
import { RULES } from './registry';

const folder = new URL('.', import.meta.url).pathname;

test('all 31 rules are there, in number order, each in a file of its own', () => {
	expect(RULES.map((rule) => rule.number)).toEqual(Array.from({ length: 31 }, (_, at) => at + 1));
	const files = [...new Glob('[0-9][0-9]-*.ts').scanSync(folder)].filter(
		(file) => !file.endsWith('.test.ts'),
	);
	expect(files.map((file) => Number(file.slice(0, 2))).sort((a, b) => a - b)).toEqual(
		RULES.map((rule) => rule.number),
	);
});

test('every rule has a test of its own beside it', () => {
	const tests = [...new Glob('[0-9][0-9]-*.test.ts').scanSync(folder)];
	expect(tests.map((file) => Number(file.slice(0, 2))).sort((a, b) => a - b)).toEqual(
		RULES.map((rule) => rule.number),
	);
});

test.each(RULES.map((rule) => [rule.id, rule] as const))(
	'%s names itself, its source, its codes and its authority',
	(id, rule) => {
		expect(id).toBe(`R${rule.number}`);
		expect(rule.name).toMatch(/^[A-Z].+ .+[^.]$/);
		expect(rule.citation).toContain(`rule ${rule.number}`);
		expect(rule.carcs.length).toBeGreaterThan(0);
		if (rule.authority !== null) expect([1, 2, 3, 4, 5]).toContain(rule.authority);
	},
);

test('codes that need a remark have one', () => {
	for (const rule of RULES.filter(({ effect }) => effect !== 'reject')) {
		for (const carc of ['16', '96', '226'])
			if (rule.carcs.includes(carc)) expect(rule.remarks?.[carc]).not.toBeEmpty();
	}
});

import { expect, test } from 'bun:test';
import { attempt, bulkReport, type EntryResult, valuesOf } from './bulk';
import { defineProblems, ProblemError } from './problems';

const { TOO_LATE } = defineProblems({ TOO_LATE: [409, 'It is too late'] });
const refuse = (): EntryResult<number> => {
	throw new ProblemError(TOO_LATE, [{ field: 'from', message: 'is past', code: 'INVALID' }]);
};

test('a problem is that of its entry, anything else that is thrown is everybody’s', () => {
	expect(attempt(refuse)).toMatchObject({ outcome: 'refused', error: { problem: TOO_LATE } });
	expect(() => attempt<number>(() => JSON.parse('{'))).toThrow(SyntaxError);
});

test('a report counts what became of the entries and tells each in its place', () => {
	const results = [{ outcome: 'created', value: 7 } as const, attempt(refuse)];
	expect(valuesOf(results)).toEqual([7]);
	const report = bulkReport(results, (value, at) => ({ at, value }));
	expect(report).toMatchObject({ created: 1, updated: 0, unchanged: 0, refused: 1 });
	expect(report.results).toEqual([
		{ at: 0, value: 7, outcome: 'created', problem: null },
		{
			at: 1,
			value: null,
			outcome: 'refused',
			problem: {
				code: 'TOO_LATE',
				message: 'It is too late',
				details: [{ field: 'from', message: 'is past', code: 'INVALID' }],
			},
		},
	]);
});

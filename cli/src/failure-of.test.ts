import { expect, test } from 'bun:test';
import { AskesError } from '@claims-askes/sdk';
import { Failure } from './failure';
import { failureOf } from './failure-of';

const refused = (fields: readonly string[], status = 422) => {
	const details = fields.map((field) => ({ field, message: 'is wrong', code: 'INVALID' }));
	const failure = failureOf(new AskesError(status, 'NO', 'It was refused', details, 'r1', null));
	if (!(failure instanceof Failure)) throw new Error('it has no kind');
	return failure;
};

test('a refusal says in its sentence which fields are meant, and of many the first', () => {
	expect(refused([]).message).toBe('It was refused');
	expect(refused(['status', 'limit']).message).toBe('It was refused: status: is wrong; limit: is wrong');
	const { message, facts } = refused(['a', 'b', 'c', 'd', 'e']);
	expect(message).toEndWith('c: is wrong; and 2 more');
	expect(facts.details).toHaveLength(5);
});

test('a refusal and an outage end with codes of their own', () => {
	expect(refused([]).oclif.exit).toBe(4);
	expect([429, 500, 503].map((status) => refused([], status).oclif.exit)).toEqual([5, 5, 5]);
});

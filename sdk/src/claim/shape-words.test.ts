import { expect, test } from 'bun:test';
import { z } from 'zod';
import { CanonicalClaim } from './canonical-claim';
import { shapeWords } from './shape-words';

const told = (schema: z.ZodType, value: unknown) => {
	const { error } = schema.safeParse(value, { error: shapeWords });
	return error?.issues.map(({ message }) => message);
};

const CASES: readonly (readonly [schema: z.ZodType, value: unknown, words: string])[] = [
	[z.string(), undefined, 'is missing'],
	[z.string(), 5, 'is a number, where text is wanted'],
	[z.array(z.string()), {}, 'is an object, where a list is wanted'],
	[z.int(), 1.5, 'is a number with a fraction, where a whole number is wanted'],
	[z.coerce.number(), 'abc', 'is text, where a number is wanted'],
	[z.object({}), null, 'is null, where an object is wanted'],
	[z.string().min(1), '', 'is empty'],
	[z.string().min(2), 'x', 'has fewer than 2 characters'],
	[z.string().max(1), 'xy', 'has more than 1 character'],
	[z.string().length(3), 'xy', 'has not exactly 3 characters'],
	[z.array(z.string()).min(1), [], 'is empty'],
	[z.number().min(1), 0, 'is less than 1'],
	[z.number().gt(1), 1, 'is not more than 1'],
	[z.number().max(9), 10, 'is more than 9'],
	[z.enum(['a', 'b']), 'c', 'is none of a, b'],
	[z.literal('a'), 'c', 'is not a'],
	[z.uuid(), 'x', 'is no id (a UUID)'],
	[z.iso.date(), '2026-02-31', 'is no day, as 2026-03-31 is'],
	[z.string().regex(/^A/), 'x', 'is not written as it has to be (/^A/)'],
	[z.strictObject({}), { a: 1, b: 2 }, 'holds what is not known here: a, b'],
	[z.union([z.string(), z.int()]), [], 'is none of the forms that are accepted'],
	[z.string().min(1, 'a name'), '', 'a name'],
];

test.each(CASES)('what is wrong with a value is said in words of ours (%#)', (schema, value, words) => {
	expect(told(schema, value)).toEqual([words]);
});

test('no value is said back, and of many fields only some are named', () => {
	const keys = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`key-${at}`, 'SECRET']));
	const [words] = told(z.strictObject({}), keys) ?? [];
	expect(words).toEndWith('key-11 and 28 more');
	expect(told(CanonicalClaim, { claim_id: ['SECRET'], lines: 'SECRET' })?.join()).not.toContain('SECRET');
});

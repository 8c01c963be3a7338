import { expect, test } from 'bun:test';
import { arrayLiteral } from './array-literal';

test('what is plain stands as it is, the rest in quotes, and the word null is no missing value', () => {
	expect(arrayLiteral([])).toBe('{}');
	expect(arrayLiteral(['01a21961-89bd', 'claim.approved', -12, 0.5])).toBe(
		'{01a21961-89bd,claim.approved,-12,0.5}',
	);
	expect(arrayLiteral([null, undefined, 'null', 'NULL', ''])).toBe('{NULL,NULL,"null","NULL",""}');
	expect(arrayLiteral(['a b', 'a,b', '{a}', 'say "a"', 'a\\b'])).toBe(
		'{"a b","a,b","{a}","say \\"a\\"","a\\\\b"}',
	);
});

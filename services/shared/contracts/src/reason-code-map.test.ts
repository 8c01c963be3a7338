import { expect, test } from 'bun:test';
import { ReasonCodeMap, reasonReader } from './reason-code-map';

const entry = (carc: string, code: string, more: object = {}) => ({
	carc,
	code,
	text: `text ${code}`,
	...more,
});
const aMap = (...codes: object[]) => ({ id: 'market', name: 'A market', language: 'en', codes });

test('the narrower entry goes before the wider one', () => {
	// Given
	const codeOf = reasonReader(
		ReasonCodeMap.parse(
			aMap(
				entry('119', 'any'),
				entry('119', 'visits', { rule: 'R23' }),
				entry('119', 'member', { group: 'PR' }),
				entry('119', 'member-visits', { group: 'PR', rule: 'R23' }),
			),
		),
	);
	const told = (group: string | undefined, rule: string) => codeOf({ carc: '119', group, rule })?.code;
	// Then
	expect(told('PR', 'R23')).toBe('member-visits');
	expect(told('OA', 'R23')).toBe('visits');
	expect(told('PR', 'S4')).toBe('member');
	expect(told('OA', 'S4')).toBe('any');
	expect(told(undefined, 'R23')).toBe('visits');
});

test('a reason that the map does not know has no local code', () => {
	const codeOf = reasonReader(ReasonCodeMap.parse(aMap(entry('18', 'duplicate', { group: 'OA' }))));
	expect(codeOf({ carc: '18', group: 'CO', rule: 'R5' })).toBeNull();
	expect(codeOf({ carc: '29', group: 'CO', rule: 'R6' })).toBeNull();
});

test('two codes for one reason are refused at the second', () => {
	const { error } = ReasonCodeMap.safeParse(aMap(entry('18', 'a'), entry('29', 'b'), entry('18', 'c')));
	expect(error?.issues).toMatchObject([{ path: ['codes', 2], message: 'a second code for 18' }]);
});

import { expect, test } from 'bun:test';
import { isNpi, npiOf } from './npi';

test('an NPI is accepted with its check digit and refused with any other', () => {
	expect(isNpi('1234567893')).toBe(true);
	for (const digit of '012456789') expect(isNpi(`123456789${digit}`)).toBe(false);
	expect(isNpi('123456789')).toBe(false);
	expect(isNpi('12345678 3')).toBe(false);
});

test('nine digits become a valid NPI', () => {
	expect(npiOf('123456789')).toBe('1234567893');
	expect(isNpi(npiOf('199999999'))).toBe(true);
});

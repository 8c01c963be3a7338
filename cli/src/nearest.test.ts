import { expect, test } from 'bun:test';
import { nearest } from './nearest';

const COMMANDS = ['claims list', 'claims show', 'claims import', 'members list', 'up', 'down'];

test('a slip of the finger finds the word that was meant', () => {
	expect(nearest('claim list', COMMANDS)).toBe('claims list');
	expect(nearest('claims shwo', COMMANDS)).toBe('claims show');
	expect(nearest('dwn', COMMANDS)).toBe('down');
});

test('what is near to nothing finds nothing', () => {
	expect(nearest('no such', COMMANDS)).toBeNull();
	expect(nearest('x', COMMANDS)).toBeNull();
	expect(nearest('anything', [])).toBeNull();
});

import { expect, test } from 'bun:test';
import { scopesNotGrantable } from './client';

test('nobody gives away a scope that they do not have', () => {
	const own = new Set(['claims:read', 'members:read']);
	expect(scopesNotGrantable(['claims:read'], own)).toEqual([]);
	expect(scopesNotGrantable(['claims:read', 'claims:write'], own)).toEqual(['claims:write']);
});

test('even the operator gives nobody the right to make clients', () => {
	const own = new Set(['clients:read', 'clients:write', 'claims:read']);
	expect(scopesNotGrantable(['clients:write', 'claims:read'], own)).toEqual(['clients:write']);
});

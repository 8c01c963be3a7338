import { expect, test } from 'bun:test';
import { describePathParameter } from './path-parameters';

test.each([
	['/api/v1/claims/:id/history', 'id', 'The id of the claim'],
	['/api/v1/claim-batches/:id', 'id', 'The id of the claim batch'],
	['/api/v1/policies/:id/fund-credits', 'id', 'The id of the policy'],
	['/api/v1/members/:id/coverages/:coverage_id', 'coverage_id', 'The id of the coverage'],
	['/api/v1/claims/:claim_id/decision', 'claim_id', 'The id of the claim'],
])('in %s the parameter %s is described as: %s', (path, name, description) => {
	expect(describePathParameter(path, name)).toBe(description);
});

test('what is no id is left to the schema of its route', () => {
	expect(describePathParameter('/api/v1/plans/:id/versions/:version', 'version')).toBeUndefined();
});

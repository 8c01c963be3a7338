import { expect, test } from 'bun:test';
import { expressionOfField } from './expression-of-field';
import { failureOutcome } from './operation-outcome';

const issuesOf = (code: string, field: string, status = 422) => {
	const details = [{ code, field, message: 'why' }];
	const { issue } = failureOutcome({ status, code: 'CLAIM_REJECTED', message: 'no', details });
	return issue.map(({ code: type, expression }) => [type, ...(expression ?? [])]);
};

test.each([
	['NPI_CHECK_DIGIT', 'billing_provider.npi', ['value', 'Claim.provider']],
	['DIAGNOSIS_UNKNOWN', 'diagnoses.1.code', ['code-invalid', 'Claim.diagnosis[1]']],
	['LINE_NUMBER_REPEATED', 'lines.2.number', ['duplicate', 'Claim.item[2].sequence']],
	['ORIGINAL_CLAIM_UNKNOWN', 'original_claim_number', ['not-found', 'Claim.related']],
	['REQUIRED', 'Bundle.entry[0].resource.total', ['required', 'Bundle.entry[0].resource.total']],
	['OUR_OWN_RULE', 'lines.0.modifiers.1', ['business-rule', 'Claim.item[0].modifier[1]']],
])('%s is told by its kind, at its place', (code, field, told) => {
	expect(issuesOf(code, field)).toEqual([['invalid'], told]);
});

test('what is no field of a claim is told as it is', () => {
	expect(expressionOfField('_since')).toBe('_since');
});

/**
 * A family has five products of one insurer, as an 834 with an HD loop for each tells. Three bills are each decided by the
 * plan that names their codes; then the employer says that dental had ended in time, and the dental bill alone is decided
 * again. `npx bun examples/several-products.ts` against a running stack.
 */
import type { Enrolment } from '@claims-askes/sdk/claim';
import { writeEnrolments } from '@claims-askes/sdk/x12';
import { connect } from './support/connect';
import { aClaimFor, aPerson, openPayer } from './support/payer';
import { decisionOf, expect, say, submit, waitFor } from './support/story';

const PRODUCTS = ['inpatient', 'outpatient', 'dental', 'optical', 'maternity'];
const POLICY = 'POL-HARBOURLIGHT';

const askes = connect();
const plans: string[] = [];
for (const product of PRODUCTS) {
	const file = Bun.file(new URL(`./plans/harbourlight/${product}.yaml`, import.meta.url));
	const document = Bun.YAML.parse(await file.text()) as { id: string };
	await askes.benefits.POST('/api/v1/plans/{id}/versions', {
		params: { path: { id: document.id } },
		body: { effective_from: '2025-01-01', document: document as never },
	});
	plans.push(document.id);
}
await askes.policies.POST('/api/v1/policy-imports', {
	body: {
		policies: [
			{
				group: { number: 'GROUP-HARBOURLIGHT', name: 'Employer with five products' },
				policy: {
					number: POLICY,
					currency: 'USD',
					from: '2025-01-01',
					classes: plans.map((plan_id, at) => ({ class: PRODUCTS[at] ?? '', plan_id })),
				},
			},
		],
	},
});
// The clinic of the examples has a price for each of the three bills.
await openPayer(askes);

const person = aPerson();
const spouse = { ...person, givenName: 'Adi', memberNumber: `${person.memberNumber}-1` };
const coveredBy = (plan: string, end_date?: string): Enrolment['coverages'][number] => ({
	maintenance_type: end_date ? 'cancel' : 'add',
	insurance_line: 'HLT',
	plan,
	...(end_date ? { end_date } : { begin_date: '2025-01-01' }),
});
const entryOf = (one: typeof person, coverages: Enrolment['coverages']): Enrolment => ({
	sponsor: { name: 'EMPLOYER', id: 'HARBOURLIGHT', id_qualifier: '94' },
	insurer: { name: 'HARBOURLIGHT', id: 'HL', id_qualifier: '94' },
	master_policy: POLICY,
	file_action: '2',
	is_subscriber: one === person,
	relationship: one === person ? 'self' : 'spouse',
	maintenance_type: coverages.some(({ maintenance_type }) => maintenance_type === 'cancel')
		? 'change'
		: 'add',
	benefit_status: 'A',
	subscriber_number: person.memberNumber,
	identifiers: [{ qualifier: '23', value: one.memberNumber }],
	member: { last_name: one.familyName, first_name: one.givenName, birth_date: one.birthDate, sex: 'female' },
	coverages,
});

/** Sends an 834 as an employer does, and gives how many people it changed. */
async function tell(...entries: Enrolment[]): Promise<number> {
	const at = new Date().toISOString().slice(0, 16);
	const sent = { sender: { id: 'EMPLOYER' }, receiver: { id: 'HL' }, controlNumber: 1, at };
	const text = (await Array.fromAsync(writeEnrolments(entries, sent))).join('');
	const { data } = await askes.members.POST('/api/v1/enrollment-files', {
		headers: { 'content-type': 'application/edi-x12', 'idempotency-key': crypto.randomUUID() },
		body: text as never,
		bodySerializer: () => text,
	});
	const refused = data?.data.results.find(({ problem }) => problem);
	if (refused?.problem) throw new Error(refused.problem.message);
	return (data?.data.created ?? 0) + (data?.data.updated ?? 0);
}

const everything = plans.map((plan) => coveredBy(plan));
expect('the people enrolled', await tell(entryOf(person, everything), entryOf(spouse, everything)), 2);
say(`${person.memberNumber} and ${person.givenName}'s spouse have ${plans.length} products each`);

const bills = [
	// 1,000.00 less 500.00 deductible, and of the rest 80 percent.
	{ plan: 'HARBOUR-HOSPITAL', services: [['99222', '1000.00']], paid: '400.00' },
	{ plan: 'HARBOUR-DENTAL', services: [['D1110', '120.00']], paid: '120.00' },
	// A frame up to 180.00.
	{ plan: 'HARBOUR-VISION', services: [['V2020', '200.00']], paid: '180.00' },
] as const;
const decidedBy = async (claim_id: string) => {
	const { data } = await askes.adjudication.GET('/api/v1/claims/{claim_id}/explanation', {
		params: { path: { claim_id } },
	});
	return data?.data.versions.plan ?? '';
};
const claims: { plan: string; id: string; number: string; decision: string }[] = [];
for (const { plan, services, paid } of bills) {
	const { id, number } = await submit(askes, aClaimFor(person, services));
	await waitFor(askes, id, 'scheduled');
	const { totals, id: decision } = await decisionOf(askes, id);
	const version = await decidedBy(id);
	expect(`whether ${version} is of ${plan}`, version.startsWith(plan), true);
	expect(`what ${plan} pays`, totals.paid, paid);
	say(`${number}: ${version} pays ${totals.paid}`);
	claims.push({ plan, id, number, decision });
}

const dental = plans[PRODUCTS.indexOf('dental')] ?? '';
await tell(
	entryOf(person, [coveredBy(dental, '2026-05-31')]),
	entryOf(spouse, [coveredBy(dental, '2026-05-31')]),
);
for (const { plan, id, number, decision } of claims) {
	await waitFor(askes, id, plan === dental ? 'denied' : 'scheduled');
	const { id: standing, lines } = await decisionOf(askes, id);
	expect(`whether the claim under ${plan} is decided again`, standing !== decision, plan === dental);
	if (plan !== dental) continue;
	expect('the rule that denies dental care in June', lines[0]?.denial?.rule, 'R8');
	say(`dental had ended on 31 May: ${number} is denied by rule R8, and no other claim is touched`);
}

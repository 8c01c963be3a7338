/**
 * A clean claim, from the clinic's bill to the money: `npx bun examples/clean-claim.ts` against a running stack.
 *
 * Billed are a visit (120.00, agreed 100.00) and an x-ray (60.00). The member still owes a deductible of 50.00 and a
 * copay of 15.00; of the rest the plan pays 80 percent.
 */
import { connect } from './support/connect';
import { aClaimFor, enroll, openPayer } from './support/payer';
import { decisionOf, expect, pay, say, submit, waitFor } from './support/story';

const askes = connect();
const person = await enroll(askes, await openPayer(askes));

const claim = await submit(
	askes,
	aClaimFor(person, [
		['99213', '120.00'],
		['71046', '60.00'],
	]),
);
say(`${claim.number} is submitted: 180.00 USD are billed`);

await waitFor(askes, claim.id, 'approved', 'scheduled');
const { totals, lines } = await decisionOf(askes, claim.id);
for (const line of lines) {
	const reasons = line.adjustments.map(({ group, carc, amount }) => `${group}-${carc} ${amount}`);
	say(`  line ${line.number}: ${line.paid} of ${line.billed} paid (${reasons.join(', ')})`);
}
expect('what the provider writes off', totals.provider_writes_off, '20.00');
expect('what the member owes', totals.member_owes, '84.00');
expect('what the plan pays', totals.paid, '76.00');

await waitFor(askes, claim.id, 'scheduled');
await pay(askes);
await waitFor(askes, claim.id, 'paid');
const { data: eob } = await askes.payments.GET('/api/v1/claims/{claim_id}/eob', {
	params: { path: { claim_id: claim.id } },
});
expect("what the member's statement says", eob?.data.totals.plan_pays, '76.00');
say(
	`${claim.number} is paid: 76.00 by the plan in payment ${eob?.data.payment_number}, 84.00 owed by the member`,
);

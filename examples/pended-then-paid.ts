/**
 * A claim that pays more than a person wants to let pass unseen: it waits in the review queue, is released with a
 * reason, decided again and paid. `npx bun examples/pended-then-paid.ts` against a running stack.
 */
import { connect } from './support/connect';
import { aClaimFor, enroll, openPayer } from './support/payer';
import { decisionOf, expect, pay, say, submit, waitFor } from './support/story';

const askes = connect();
const person = await enroll(askes, await openPayer(askes));

const claim = await submit(askes, aClaimFor(person, [['29881', '2000.00']]));
await waitFor(askes, claim.id, 'pended');
const pended = await decisionOf(askes, claim.id);
expect('what is paid while it waits', pended.totals.paid, '0.00');

const { data: queue } = await askes.adjudication.GET('/api/v1/review-items', {
	params: { query: { claim_id: claim.id } },
});
const [item] = queue?.data ?? [];
if (!item) throw new Error('the claim waits for a person, but nobody can find it');
const reasons = item.reasons.map(({ rule, carc }) => `${rule} (${carc})`);
say(`${claim.number} waits for a person of level ${item.authority}: ${reasons.join(', ')}`);
expect('the reason', item.reasons[0]?.rule, 'R31');

await askes.adjudication.POST('/api/v1/review-items/{id}/releases', {
	params: { path: { id: item.id } },
	body: { reason: 'Operation report seen, amount as agreed' },
});
await waitFor(askes, claim.id, 'scheduled');
const { totals } = await decisionOf(askes, claim.id);
// 2,000.00 billed, 1,900.00 agreed, less 50.00 deductible and 15.00 copay, and of the rest 80 percent.
expect('what the plan pays', totals.paid, '1468.00');
say(
	`${claim.number} is released and approved: the plan pays ${totals.paid}, the member owes ${totals.member_owes}`,
);

await pay(askes);
await waitFor(askes, claim.id, 'paid');
const { data: history } = await askes.claims.GET('/api/v1/claims/{id}/history', {
	params: { path: { id: claim.id } },
});
say(`${claim.number} is paid; its way: ${history?.data.map(({ to }) => to).join(', ')}`);

/**
 * The same service billed twice, in two claims: the second is denied as a duplicate (CARC 18), and nobody owes it.
 * `npx bun examples/duplicate-claim.ts` against a running stack.
 */
import { connect } from './support/connect';
import { aClaimFor, enroll, openPayer } from './support/payer';
import { decisionOf, expect, say, submit, waitFor } from './support/story';

const askes = connect();
const person = await enroll(askes, await openPayer(askes));

const first = await submit(askes, aClaimFor(person, [['99213', '120.00']]));
await waitFor(askes, first.id, 'approved', 'scheduled');
const paid = await decisionOf(askes, first.id);
say(
	`${first.number} is ${paid.outcome}: the plan pays ${paid.totals.paid}, the member owes ${paid.totals.member_owes}`,
);

// Another claim number, so that intake takes it; what is the same is the service.
const again = await submit(askes, aClaimFor(person, [['99213', '120.00']]));
await waitFor(askes, again.id, 'denied', 'scheduled');
const denied = await decisionOf(askes, again.id);
const [line] = denied.lines;
expect('the second claim', denied.outcome, 'denied');
expect('the reason', line?.denial?.carc, '18');
expect('who bears it', line?.adjustments[0]?.group, 'OA');
expect('what the member owes of it', denied.totals.member_owes, '0.00');

const { data: explanation } = await askes.adjudication.GET('/api/v1/claims/{claim_id}/explanation', {
	params: { path: { claim_id: again.id } },
});
const step = explanation?.data.steps.find(({ did }) => did === 'denied');
expect('what the rule saw', step?.saw?.like, first.id);
say(
	`${again.number} is denied by rule ${step?.rule} ("${step?.name}"): it is ${first.number} again, and nobody owes it`,
);

/**
 * A claim comes before its member is known, and is denied. The employer's list arrives a day late: the claim is found,
 * decided again and paid, and nobody has to ask for it. `npx bun examples/enrolled-late.ts` against a running stack.
 */
import { connect } from './support/connect';
import { aClaimFor, aPerson, enroll, openPayer } from './support/payer';
import { decisionOf, expect, pay, say, submit, waitFor } from './support/story';

const askes = connect();
const payer = await openPayer(askes);
const person = aPerson();

const claim = await submit(askes, aClaimFor(person, [['99213', '120.00']]));
await waitFor(askes, claim.id, 'denied');
const denied = await decisionOf(askes, claim.id);
expect('the rule that denies it', denied.lines[0]?.denial?.rule, 'R7');
say(`${claim.number} is denied by rule R7: nobody knows the member`);

await enroll(askes, payer, person);
await waitFor(askes, claim.id, 'scheduled');
const { totals } = await decisionOf(askes, claim.id);
// 120.00 billed, 100.00 agreed, less 50.00 deductible and 15.00 copay, and of the rest 80 percent.
expect('what the plan pays', totals.paid, '28.00');
say(`the member is enrolled, and ${claim.number} is decided again: the plan pays ${totals.paid}`);

await pay(askes);
await waitFor(askes, claim.id, 'paid');
const { data: history } = await askes.claims.GET('/api/v1/claims/{id}/history', {
	params: { path: { id: claim.id } },
});
say(`${claim.number} is paid; its way: ${history?.data.map(({ to }) => to).join(', ')}`);

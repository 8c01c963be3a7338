/**
 * Two claims are paid; then it turns out that the coverage had ended before the second. What was paid for it is taken back
 * in the next run, and the deductible that it had used falls to the first. `npx bun examples/coverage-ended-late.ts` against a
 * running stack.
 */
import { connect } from './support/connect';
import { aClaimFor, enroll, openPayer } from './support/payer';
import { decisionOf, expect, pay, remittedIn, say, submit, waitFor } from './support/story';

const askes = connect();
const payer = await openPayer(askes);
const person = await enroll(askes, payer);
const visit = (day: string) => aClaimFor(person, [['99213', '120.00']], day);

// The later one comes first, and so the deductible of 50.00 is taken from it.
const later = await submit(askes, visit('2026-08-20'));
await waitFor(askes, later.id, 'scheduled');
const earlier = await submit(askes, visit('2026-03-05'));
await waitFor(askes, earlier.id, 'scheduled');
const first = await pay(askes);
await Promise.all([waitFor(askes, earlier.id, 'paid'), waitFor(askes, later.id, 'paid')]);
expect(
	'the first payment for the earlier visit',
	(await remittedIn(askes, first, earlier.number)).join(),
	'1: 68.00',
);
expect(
	'the first payment for the later visit',
	(await remittedIn(askes, first, later.number)).join(),
	'1: 28.00',
);
say(`${earlier.number} is paid 68.00, ${later.number} 28.00`);

await enroll(askes, payer, person, '2026-06-30');
await waitFor(askes, later.id, 'denied');
await waitFor(askes, earlier.id, 'scheduled');
const { lines } = await decisionOf(askes, later.id);
expect('the rule that denies the later visit', lines[0]?.denial?.rule, 'R8');
say(`the coverage had ended on 30 June: ${later.number} is denied by rule R8`);

const second = await pay(askes);
await waitFor(askes, earlier.id, 'paid');
const [earlierSays, laterSays] = [
	await remittedIn(askes, second, earlier.number),
	await remittedIn(askes, second, later.number),
];
expect('the second payment for the earlier visit', earlierSays.join(), '22: -68.00,1: 28.00');
expect('the second payment for the later visit', laterSays.join(), '22: -28.00,1: 0.00');
say(`the next run takes 68.00 back from the clinic: ${earlier.number} ${earlierSays.join(', ')};`);
say(`  ${later.number} ${laterSays.join(', ')}`);

const { data: ledger } = await askes.payments.GET('/api/v1/ledger-balances');
expect('the ledger', ledger?.data.is_balanced, true);

import { afterAll, expect, test } from 'bun:test';
import { testClient } from '@claims-askes/chassis/testing/client';
import { buildApp } from '../src/app';
import { payerOf } from '../src/config';
import { holdPayablesOf, settlePayables } from '../src/repositories/payables.repository';
import { processRun } from '../src/usecases/process-run';
import { Overtaken } from '../src/usecases/store-statements';
import { aDecision, aLine, aPaymentService } from './builders';

const service = await aPaymentService();
const { platform, hear, hearReimbursed, hearReimbursedOf, hearBriefly, undo, told } = service;
afterAll(service.close);

const payer = payerOf(platform.config);
const send = testClient(buildApp(platform, platform.config), {
	role: 'staff',
	scopes: ['payments:read', 'payments:write'],
});

/** Starts a run and settles it to its end. */
async function pay() {
	const { body } = await send('POST', '/api/v1/payment-runs', { body: {} });
	return ended(body.data.id);
}

/** The 835 of a decision that is settled by itself, of what the next claim says. */
async function remittanceOfOne(decision: ReturnType<typeof aDecision>): Promise<string> {
	await hear(decision);
	const run = await pay();
	told.claim = {};
	const { body } = await send('GET', `/api/v1/payments?run_id=${run.id}`);
	const { body: text } = await send('GET', `/api/v1/payments/${body.data[0].id}/remittance?format=x12`);
	return text;
}

async function ended(run: string, from = payer) {
	for (;;) {
		await processRun(platform, from, run);
		const { body } = await send('GET', `/api/v1/payment-runs/${run}`);
		if (body.data.status === 'completed') return body.data;
		await Bun.sleep(10);
	}
}

const provider = () => Bun.randomUUIDv7();
const isBalanced = async () => (await send('GET', '/api/v1/ledger-balances')).body.data.is_balanced;

test('claims of one provider become one payment with its remittance, and the ledger balances', async () => {
	const provider_id = provider();
	const denied = aDecision({ provider_id, outcome: 'denied', paid: '0.00' });
	const recorded = await hear(aDecision({ provider_id }), aDecision({ provider_id, paid: '40.50' }), denied);
	expect(recorded).toHaveLength(2);
	const run = await pay();
	expect(run.totals).toMatchObject([
		{ currency: 'USD', claims: 3, payments: 1, paid: '120.50', transferred: '120.50' },
	]);

	const { body } = await send('GET', `/api/v1/payments?run_id=${run.id}`);
	const [payment] = body.data;
	expect(payment).toMatchObject({ payee_id: provider_id, amount: '120.50', method: 'transfer', claims: 3 });
	const remittance = await send('GET', `/api/v1/payments/${payment.payment_number}/remittance?format=x12`);
	expect(remittance.body).toContain('BPR*I*120.5');
	expect(remittance.body.match(/CLP\*/g)).toHaveLength(3);
	expect((await send('GET', `/api/v1/claims/${denied.claim_id}/eob`)).body.data.outcome).toBe('denied');
	expect(await isBalanced()).toBe(true);
});

test('a claim whose bill the member has paid is paid to the member, who is told by an EOB and no remittance', async () => {
	const provider_id = provider();
	const member_id = Bun.randomUUIDv7();
	const decision = aDecision({ provider_id, member_id });
	await hearReimbursed(decision);
	await hear(aDecision({ provider_id, member_id, paid: '10.00' }));
	const run = await pay();
	expect(run.totals).toMatchObject([{ claims: 2, payments: 2, transferred: '90.00' }]);

	const { body } = await send('GET', `/api/v1/payments?run_id=${run.id}`);
	expect(body.data).toHaveLength(2);
	expect(body.data).toEqual(
		expect.arrayContaining([
			expect.objectContaining({ payee_id: member_id, payee_kind: 'member', amount: '80.00', claims: 1 }),
			expect.objectContaining({ payee_id: provider_id, payee_kind: 'provider', amount: '10.00', claims: 1 }),
		]),
	);
	const own = body.data.find(({ payee_id }: { payee_id: string }) => payee_id === member_id);
	const remittance = await send('GET', `/api/v1/payments/${own.id}/remittance?format=x12`);
	expect([remittance.status, remittance.body.error.code]).toEqual([404, 'NO_REMITTANCE']);
	const eob = await send('GET', `/api/v1/claims/${decision.claim_id}/eob`);
	expect(eob.body.data).toMatchObject({ payment_number: own.payment_number, provider: 'CLINIC' });

	// Each sees what was paid to them.
	const seenBy = async (as: object) =>
		(
			await send('GET', '/api/v1/payments', { as: { scopes: ['payments:read'], ...as } as never })
		).body.data.map(({ amount }: { amount: string }) => amount);
	expect(await seenBy({ role: 'member', member_id })).toEqual(['80.00']);
	expect(await seenBy({ role: 'provider', provider_id })).toEqual(['10.00']);
	expect(await isBalanced()).toBe(true);
});

test("a child's bill is paid back to who holds the policy, who reads what for beside the child", async () => {
	const [subscriber, child, spouse] = [Bun.randomUUIDv7(), Bun.randomUUIDv7(), Bun.randomUUIDv7()];
	const decision = aDecision({ member_id: child });
	const [own, ofSpouse] = [aDecision({ member_id: subscriber }), aDecision({ member_id: spouse })];
	await hearReimbursedOf(subscriber, decision, own, ofSpouse);
	// Whoever is treated and paid for themselves alone is none of the subscriber's business.
	const atClinic = aDecision({ member_id: child });
	await hear(atClinic);
	const { id } = await pay();
	const { body } = await send('GET', `/api/v1/payments?run_id=${id}&payee_id=${subscriber}`);
	expect(body.data).toMatchObject([{ payee_kind: 'member', amount: '240.00', claims: 3 }]);

	const as = (member_id: string) => ({ role: 'member', member_id, scopes: ['payments:read'] }) as const;
	const paid = async (member_id: string) =>
		(await send('GET', '/api/v1/payments', { as: as(member_id) })).body.data.length;
	expect([await paid(subscriber), await paid(child), await paid(spouse)]).toEqual([1, 0, 0]);
	const told = async (member_id: string) =>
		(await send('GET', '/api/v1/eobs', { as: as(member_id) })).body.data.map(
			(eob: { claim_id: string; paid_to: string }) => [eob.claim_id, eob.paid_to],
		);
	expect((await told(subscriber)).toSorted()).toEqual(
		[
			[decision.claim_id, 'subscriber'],
			[own.claim_id, 'patient'],
			[ofSpouse.claim_id, 'subscriber'],
		].toSorted(),
	);
	expect((await told(child)).toSorted()).toEqual(
		[
			[decision.claim_id, 'subscriber'],
			[atClinic.claim_id, 'provider'],
		].toSorted(),
	);
	const read = async (member_id: string, { claim_id }: { claim_id: string }) =>
		(await send('GET', `/api/v1/claims/${claim_id}/eob`, { as: as(member_id) })).status;
	expect([await read(subscriber, decision), await read(child, decision)]).toEqual([200, 200]);
	expect([await read(spouse, decision), await read(subscriber, atClinic)]).toEqual([404, 404]);

	const processed = await platform.sql<{ data: { claim_id: string; subscriber_id?: string } }[]>`
		select data from outbox where event_type = 'payment.processed' and data ->> 'run_id' = ${id}`;
	const paidElsewhere = processed.filter(({ data }) => data.subscriber_id).map(({ data }) => data.claim_id);
	expect(paidElsewhere.toSorted()).toEqual([decision.claim_id, ofSpouse.claim_id].toSorted());
	expect(await isBalanced()).toBe(true);
});

test('what is decided again is taken back from whoever was paid, and what more is owed goes to them too', async () => {
	const [subscriber, child] = [Bun.randomUUIDv7(), Bun.randomUUIDv7()];
	const first = aDecision({ member_id: child });
	// As decisions were told of before it was known who holds the policy.
	await hearReimbursed(first);
	await pay();
	await undo(first);
	const again = aDecision({ member_id: child, claim_id: first.claim_id, paid: '95.00' });
	await hearReimbursedOf(subscriber, again);
	const { id } = await pay();
	const { body } = await send('GET', `/api/v1/payments?run_id=${id}`);
	expect(body.data).toMatchObject([{ payee_id: child, amount: '15.00' }]);

	// What was owed and never paid is nobody's to return.
	const unpaid = aDecision({ member_id: child });
	await hearReimbursed(unpaid);
	await undo(unpaid);
	await hearReimbursedOf(subscriber, aDecision({ member_id: child, claim_id: unpaid.claim_id }));
	const next = await pay();
	const { body: paid } = await send('GET', `/api/v1/payments?run_id=${next.id}`);
	expect(paid.data).toMatchObject([{ payee_id: subscriber, amount: '80.00' }]);
	expect(await isBalanced()).toBe(true);
});

test('what a member was paid and does not keep is taken off what they are paid next', async () => {
	const member_id = Bun.randomUUIDv7();
	const first = aDecision({ member_id });
	await hearReimbursed(first);
	await pay();
	await undo(first);
	expect((await pay()).totals).toMatchObject([
		{ paid: '-80.00', carried_forward: '-80.00', transferred: '0.00' },
	]);
	await hearReimbursed(aDecision({ member_id, paid: '100.00' }));
	const { id } = await pay();
	const { body } = await send('GET', `/api/v1/payments?run_id=${id}`);
	expect(body.data).toMatchObject([{ payee_id: member_id, payee_kind: 'member', amount: '20.00' }]);
	expect(await isBalanced()).toBe(true);
});

test('a remittance says what the claim said: line numbers of the provider, the subscriber, and who pays', async () => {
	told.claim = {
		subscriber: { member_id: 'M1', first_name: 'JOHN', last_name: 'DOE', filing_code: 'CI' },
		patient: { relationship: 'child', first_name: 'JANE', last_name: 'DOE' },
		lines: [{ ...aLine, control_number: 'LINE-7' }],
	};
	const theirs = {
		...platform.config,
		PAYER_TAX_ID: '123456789',
		PAYER_STREET: '1 PAYER WAY',
		PAYER_CITY: 'HARTFORD',
		PAYER_CONTACT_PHONE: '5551234567',
	};
	await hear(aDecision());
	const as = { role: 'staff', scopes: ['payments:write'] } as const;
	const started = await testClient(buildApp(platform, theirs), as)('POST', '/api/v1/payment-runs', {
		body: {},
	});
	const run = await ended(started.body.data.id, payerOf(theirs));
	told.claim = {};
	const { body } = await send('GET', `/api/v1/payments?run_id=${run.id}`);
	const { body: text } = await send('GET', `/api/v1/payments/${body.data[0].id}/remittance?format=x12`);
	expect(text).toContain('REF*6R*LINE-7');
	expect(text).toMatch(/NM1\*QC\*1\*DOE\*JANE\*{4}MI\*M1~\nNM1\*IL\*1\*DOE\*JOHN\*{4}MI\*M1~/);
	expect(text).toMatch(/CLP\*SUBMITTED-1\*1\*120\.00\*80\.00\*20\.00\*ZZ\*CLM-/);
	expect(text).toMatch(/TRN\*1\*PAY-[\d-]+\*1123456789~/);
	expect(text).toMatch(/N1\*PR\*[^~]*~\nN3\*1 PAYER WAY~\nN4\*HARTFORD~\nPER\*BL\*\*TE\*5551234567~/);
});

test.each([
	['primary', '1'],
	['secondary', '2'],
	['tertiary', '3'],
	['fourth', '3'],
] as const)(
	'a remittance says of a %s claim that was denied that it was processed: %s',
	async (position, status) => {
		told.claim = { subscriber: { member_id: 'M1', payer_responsibility: position } };
		expect(await remittanceOfOne(aDecision({ outcome: 'denied', paid: '0.00' }))).toContain(
			`CLP*SUBMITTED-1*${status}*120.00*0.00*`,
		);
	},
);

test('only a claim of somebody whom the payer does not know is denied as such', async () => {
	const [line] = aDecision().lines;
	const unknown = { group: 'CO', carc: '31', amount: '120.00', rule: '07' } as const;
	const denied = aDecision({
		outcome: 'denied',
		paid: '0.00',
		lines: line ? [{ ...line, adjustments: [unknown] }] : [],
	});
	expect(await remittanceOfOne(denied)).toContain('CLP*SUBMITTED-1*4*');
});

test('a remittance does not speak of a transfer between accounts that it cannot name', async () => {
	const text = await remittanceOfOne(aDecision());
	expect(text).toMatch(/BPR\*I\*80\.00\*C\*CHK\*+\d{8}~/);
});

test("a statement tells each reason in words, and in the payer's own code where it has one", async () => {
	const decision = aDecision();
	await hear(decision);
	await pay();
	const { body } = await send('GET', `/api/v1/claims/${decision.claim_id}/eob`);
	expect(body.data.lines[0].reasons).toMatchObject([
		{ carc: '45', local: { code: 'KT-01' } },
		{ carc: '2', meaning: 'Your share of the allowed amount', local: { code: 'BP-02' } },
	]);
});

test('a payment is numbered and dated by the day it is for the payer', async () => {
	await hear(aDecision());
	const far: typeof platform = Object.create(platform, {
		config: { value: { ...platform.config, PAYER_TIME_ZONE: 'Pacific/Kiritimati' } },
		now: { value: () => new Date('2026-12-31T12:00:00Z') },
	});
	const as = { role: 'staff', scopes: ['payments:write'] } as const;
	const started = await testClient(buildApp(far, far.config), as)('POST', '/api/v1/payment-runs', {
		body: {},
	});
	const run = await ended(started.body.data.id);
	const { body } = await send('GET', `/api/v1/payments?run_id=${run.id}`);
	expect(body.data[0].payment_number).toStartWith('PAY-2027-');
	const { body: text } = await send('GET', `/api/v1/payments/${body.data[0].id}/remittance?format=x12`);
	expect(text).toContain('*20270101~');
});

test("each statement of a run is its own claim's, and those issued before they were packed are still read", async () => {
	const decisions = Array.from({ length: 60 }, (_, at) => aDecision({ paid: `${at + 1}.00` }));
	await hear(...decisions);
	const run = await pay();
	const { body } = await send('GET', `/api/v1/eobs?run_id=${run.id}&limit=100`);
	const stated = body.data.map((eob: { claim_id: string; totals: { plan_pays: string } }) => [
		eob.claim_id,
		eob.totals.plan_pays,
	]);
	expect(new Map(stated)).toEqual(new Map(decisions.map(({ claim_id, totals }) => [claim_id, totals.paid])));

	const claim_id = platform.newId();
	await platform.sql`
		insert into eobs (id, claim_id, decision_id, run_id, document)
		values (${platform.newId()}, ${claim_id}, ${platform.newId()}, ${run.id}, ${JSON.stringify(body.data[0])}::text::json)`;
	expect((await send('GET', `/api/v1/claims/${claim_id}/eob`)).body.data).toEqual(body.data[0]);
});

test('a run that has ended says of how many settled claims it has told, paid or not', async () => {
	const unknown = aDecision({ provider_id: null, outcome: 'denied', paid: '0.00' });
	await hear(aDecision(), aDecision({ outcome: 'denied', paid: '0.00' }), unknown);
	const run = await pay();
	const said = await platform.sql<{ event_type: string; data: { claims?: number } }[]>`
		select event_type, data from outbox where data ->> 'run_id' = ${run.id}`;
	const [ended] = said.filter(({ event_type }) => event_type === 'payment.run.completed');
	const settled = said.filter(({ event_type }) => event_type === 'payment.processed');
	expect([ended?.data.claims, settled.length]).toEqual([3, 3]);
});

test('two runs at once pay everything that is owed, each claim once', async () => {
	const providers = [provider(), provider(), provider()];
	const decisions = Array.from({ length: 30 }, (_, at) =>
		aDecision({ provider_id: providers[at % 3] ?? null }),
	);
	await hear(...decisions);
	const runs = await Promise.all([pay(), pay()]);
	const totals = runs.flatMap((run) => run.totals as { claims: number; transferred: string }[]);
	expect(totals.reduce((sum, { claims }) => sum + claims, 0)).toBe(30);
	expect(totals.reduce((sum, { transferred }) => sum + Number(transferred), 0)).toBe(30 * 80);
	expect(runs.map(({ waiting }) => waiting)).toEqual([0, 0]);
	expect(await isBalanced()).toBe(true);
});

test('what is owed only after a run began waits for the next', async () => {
	const early = platform.newId();
	await hear(aDecision());
	await platform.sql`insert into payment_runs (id, status, requested_by, taken) values (${early}, 'running', 'tester', 0)`;
	expect((await ended(early)).totals).toEqual([]);
	expect((await pay()).totals).toMatchObject([{ claims: 1, transferred: '80.00' }]);
});

test('a decision that is told twice is paid once', async () => {
	const decision = aDecision();
	await hear(decision);
	expect(await hear(decision)).toEqual([]);
	expect((await pay()).totals).toMatchObject([{ claims: 1, transferred: '80.00' }]);
});

test('of an event that says no funding the decision is read, and what was booked is taken back as it was booked', async () => {
	const provider_id = provider();
	const decision = aDecision({ provider_id });
	await hearBriefly(decision);
	await undo(decision);
	const booked = await platform.sql`
		select kind, account, amount::float from postings
		where reference = ${decision.id} order by kind, account`;
	expect(booked.map(({ kind, account, amount }) => [kind, account, amount])).toEqual([
		['payable', 'expense:insurer', 80],
		['payable', `payable:${provider_id}`, -80],
		['reversal', 'expense:insurer', -80],
		['reversal', `payable:${provider_id}`, 80],
	]);
	expect(await isBalanced()).toBe(true);
});

test('a decision undone before it is paid is never paid; one undone afterwards is recovered', async () => {
	const [early, late] = [aDecision(), aDecision()];
	await hear(early, late);
	await undo(early);
	expect((await pay()).totals).toMatchObject([{ claims: 1, transferred: '80.00' }]);
	await undo(late);
	await undo(late);
	const recovery = await pay();
	expect(recovery.totals).toMatchObject([{ paid: '-80.00', transferred: '0.00', carried_forward: '-80.00' }]);
	await hear(aDecision({ provider_id: late.provider_id, paid: '200.00' }));
	expect((await pay()).totals).toMatchObject([
		{ paid: '200.00', brought_forward: '-80.00', transferred: '120.00' },
	]);
	expect(await isBalanced()).toBe(true);
});

test('a claim decided again is taken back and paid anew in one payment: 22 and 1 in its 835', async () => {
	const provider_id = provider();
	const before = aDecision({ provider_id });
	await hear(before);
	await pay();
	const { claim_id, claim_number } = before;
	const after = aDecision({ provider_id, claim_id, claim_number, paid: '95.50' });
	await undo(before);
	await hear(after);
	const run = await pay();
	expect(run.totals).toMatchObject([{ claims: 1, payments: 1, paid: '15.50', transferred: '15.50' }]);
	const { body } = await send('GET', `/api/v1/payments?run_id=${run.id}`);
	const remittance = await send('GET', `/api/v1/payments/${body.data[0].id}/remittance?format=x12`);
	const claims = remittance.body.match(/CLP\*[^*]*\*(\d+)\*[^*]*\*([^*]*)/g) as string[];
	expect(claims.map((claim) => claim.split('*').slice(2, 5))).toEqual([
		['22', '-120.00', '-80.00'],
		['1', '120.00', '95.50'],
	]);
	expect((await send('GET', `/api/v1/claims/${claim_id}/eob`)).body.data.totals.plan_pays).toBe('95.50');
	expect(await isBalanced()).toBe(true);
});

test('a claim decided again while a run is about to pay it is paid once, as it was decided last', async () => {
	const provider_id = provider();
	const before = aDecision({ provider_id });
	await hear(before);
	told.isAway = true;
	const { body } = await send('POST', '/api/v1/payment-runs', { body: {} });
	const { claim_id, claim_number } = before;
	const after = aDecision({ provider_id, claim_id, claim_number, paid: '30.00' });
	await undo(before);
	const recorded = await hear(after);
	expect(recorded).toMatchObject([{ type: 'payment.scheduled', data: { decision_id: after.id } }]);
	told.isAway = false;
	expect((await ended(body.data.id)).totals).toEqual([]);
	expect((await pay()).totals).toMatchObject([{ claims: 1, paid: '30.00', transferred: '30.00' }]);
	expect((await pay()).totals).toEqual([]);
	expect(await isBalanced()).toBe(true);
});

test('currencies are never mixed on a payment', async () => {
	const provider_id = provider();
	await hear(aDecision({ provider_id }), aDecision({ provider_id, currency: 'IDR', paid: '80' }));
	const { totals } = await pay();
	expect(
		totals.map((total: { currency: string; payments: number }) => [total.currency, total.payments]),
	).toEqual([
		['IDR', 1],
		['USD', 1],
	]);
});

test('a run and the ledger may come to more than any one amount can be', async () => {
	const most = { currency: 'IDR', paid: '9000000000000' };
	await hear(
		aDecision({ ...most, provider_id: provider() }),
		aDecision({ ...most, provider_id: provider() }),
	);
	const run = await pay();
	expect(run.totals).toMatchObject([
		{ currency: 'IDR', paid: '18000000000000', transferred: '18000000000000' },
	]);
	const { body } = await send('GET', '/api/v1/ledger-balances');
	expect(body.data).toMatchObject({ is_balanced: true });
	const paid = body.data.accounts.find(
		({ account, currency }: { account: string; currency: string }) =>
			account.startsWith('bank:') && currency === 'IDR',
	);
	expect(BigInt(paid.amount)).toBeLessThanOrEqual(-18_000_000_000_000n);
});

test('a run that is asked to go on again and again settles each payable once', async () => {
	const provider_id = provider();
	await hear(...Array.from({ length: 50 }, () => aDecision({ provider_id, paid: '1.00' })));
	const { body } = await send('POST', '/api/v1/payment-runs', { body: {} });
	await Promise.all(Array.from({ length: 5 }, () => processRun(platform, payer, body.data.id)));
	expect((await ended(body.data.id)).totals).toMatchObject([
		{ claims: 50, payments: 1, transferred: '50.00' },
	]);
	await processRun(platform, payer, body.data.id);
	expect((await send('GET', `/api/v1/payments?run_id=${body.data.id}`)).body.data).toHaveLength(1);
	expect(await isBalanced()).toBe(true);
});

test('a payee of more than a thousand claims is paid by two payments, and the payees around it by one each', async () => {
	const [first, many, last] = [provider(), provider(), provider()];
	const owed = Array.from({ length: 1_001 }, () => aDecision({ provider_id: many, paid: '1.00' }));
	await hear(aDecision({ provider_id: first }), ...owed, aDecision({ provider_id: last }));
	const run = await pay();
	expect(run.totals).toMatchObject([{ claims: 1_003, payments: 4, transferred: '1161.00' }]);
	const { body } = await send('GET', `/api/v1/payments?run_id=${run.id}&payee_id=${many}`);
	expect(body.data.map(({ claims }: { claims: number }) => claims).sort()).toEqual([1, 1_000]);
});

test('a run waits while a peer is away, and goes on', async () => {
	await hear(aDecision());
	told.isAway = true;
	const { body } = await send('POST', '/api/v1/payment-runs', { body: {} });
	const running = processRun(platform, payer, body.data.id);
	await Bun.sleep(150);
	expect((await send('GET', `/api/v1/payment-runs/${body.data.id}`)).body.data).toMatchObject({
		status: 'running',
		waiting: 1,
	});
	told.isAway = false;
	await running;
	expect((await pay()).status).toBe('completed');
});

test('a provider sees its own payments alone, and a member none', async () => {
	const provider_id = provider();
	await hear(aDecision({ provider_id }), aDecision());
	const run = await pay();
	const as = { role: 'provider', provider_id, scopes: ['payments:read'] } as const;
	const own = await send('GET', `/api/v1/payments?run_id=${run.id}`, { as });
	expect(own.body.data.map((payment: { payee_id: string }) => payment.payee_id)).toEqual([provider_id]);
	const all = await send('GET', `/api/v1/payments?run_id=${run.id}`);
	const foreign = all.body.data.find((payment: { payee_id: string }) => payment.payee_id !== provider_id);
	expect((await send('GET', `/api/v1/payments/${foreign.id}`, { as })).status).toBe(404);
	const member = { role: 'member', member_id: provider(), scopes: ['payments:read'] } as const;
	expect((await send('GET', '/api/v1/payments', { as: member })).body.data).toEqual([]);
});

test('what is owed is exactly what is open, whatever became of it on the way', async () => {
	const [undone, nobodys] = [aDecision(), aDecision({ provider_id: null, outcome: 'denied', paid: '0.00' })];
	await hear(undone, nobodys, aDecision());
	await undo(undone);
	const states = await platform.sql<{ status: string; isOwed: boolean }[]>`
		select distinct status, payable_id is not null as "isOwed" from payables full join owed on payable_id = id
		order by status`;
	expect([...states]).toEqual([
		{ status: 'cancelled', isOwed: false },
		{ status: 'open', isOwed: true },
		{ status: 'settled', isOwed: false },
	]);
	const { totals } = await pay();
	expect(totals).toMatchObject([{ currency: 'USD', claims: 2 }]);
	expect(await platform.sql`select from owed`).toHaveLength(0);
});

test('the ledger takes no entry that moves nothing, and no change', async () => {
	const { sql } = platform;
	const entry = (debit: string, amount: number) =>
		sql`insert into ledger_entries (kind, reference, number, debit, credit, currency, amount)
			values ('payment', ${platform.newId()}, 1, ${debit}, 'bank:claims', 'USD', ${amount})`.execute();
	await expect(entry('payable:p1', 0)).rejects.toMatchObject({ code: '23514' });
	await expect(entry('bank:claims', 1)).rejects.toMatchObject({ code: '23514' });
	await entry('payable:p1', 1);
	await expect(sql`update ledger_entries set amount = 2`.execute()).rejects.toMatchObject({ code: '23001' });
	await expect(sql`delete from ledger_entries`.execute()).rejects.toMatchObject({ code: '23001' });
});

test.each([
	['member', { member_id: Bun.randomUUIDv7() }],
	['provider', { provider_id: Bun.randomUUIDv7() }],
	['group', { group_id: Bun.randomUUIDv7() }],
] as const)(
	'runs and the ledger are the payer’s alone: a token of a %s begins and reads none',
	async (role, of) => {
		const run = await pay();
		const theirs = testClient(buildApp(platform, platform.config), {
			role,
			...of,
			scopes: ['payments:read', 'payments:write'],
		});
		const asked = [
			await theirs('POST', '/api/v1/payment-runs', { body: {} }),
			await theirs('GET', '/api/v1/payment-runs'),
			await theirs('GET', `/api/v1/payment-runs/${run.id}`),
			await theirs('GET', '/api/v1/ledger-balances'),
		];
		expect(asked.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
	},
);

test('a run does not wait for claims that are just being taken back, so that the two never wait in a ring', async () => {
	const provider_id = provider();
	const decisions = [aDecision({ provider_id }), aDecision({ provider_id })] as const;
	await hear(...decisions);
	const run = platform.newId();
	await platform.sql.begin(async (takingBack) => {
		const [first] = await holdPayablesOf(takingBack, [decisions[0].id]);
		const [second] = await platform.sql<{ id: string }[]>`
			select id from payables where decision_id = ${decisions[1].id}`;
		// The run comes to the second before the first, which is held.
		const both = [second, first].map((payable) => ({ id: payable?.id ?? '', payment_id: null }));
		const settling = platform.sql.begin(async (tx) => {
			if (!(await settlePayables(tx, run, both))) throw new Overtaken();
		});
		await expect(settling).rejects.toThrow(Overtaken);
		expect(await holdPayablesOf(takingBack, [decisions[1].id])).toMatchObject([{ status: 'open' }]);
	});
});

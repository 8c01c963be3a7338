import { join } from 'node:path';
import { testDatabase } from '@claims-askes/chassis/testing/database';
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import type { DecisionView } from '@claims-askes/contracts/decision';
import type { ProviderFacts } from '@claims-askes/contracts/provider-facts';
import { settings } from '../src/config';
import { fundingOf } from '../src/domain/payable';
import { scheduleDecisions, takeBack } from '../src/usecases/schedule-decisions';

const id = () => Bun.randomUUIDv7();

/** A decided claim: one line, billed 120.00 and paid 80.00 unless said. */
export function aDecision(changes: Partial<DecisionView> & { paid?: string } = {}): DecisionView {
	const { paid = '80.00', ...rest } = changes;
	const totals = {
		billed: '120.00',
		allowed: '100.00',
		paid,
		member_owes: '20.00',
		provider_writes_off: '20.00',
		other: '0.00',
	};
	return {
		id: id(),
		claim_id: id(),
		claim_number: `CLM-2026-${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`,
		outcome: 'approved',
		currency: 'USD',
		decided_at: '2026-03-01T00:00:00.000Z',
		member_id: id(),
		family_id: id(),
		provider_id: id(),
		policy_id: id(),
		plan_version_id: id(),
		contract_id: id(),
		engine_version: '1',
		reversed_by: null,
		totals,
		adjustments: [],
		lines: [
			{
				number: 1,
				outcome: paid === '0.00' ? 'deny' : 'pay',
				procedure_code: '99213',
				service_date: '2026-03-01',
				units: 1,
				benefit: 'office',
				billed: totals.billed,
				allowed: totals.allowed,
				paid,
				member_owes: totals.member_owes,
				adjustments: [
					{ group: 'CO', carc: '45', amount: '20.00', rule: 'S1' },
					{ group: 'PR', carc: '2', amount: '20.00', rule: 'S7' },
				],
				funding: paid === '0.00' ? {} : { insurer: paid },
				denial: null,
				pends: [],
				warnings: [],
			},
		],
		alerts: [],
		...rest,
	} as DecisionView;
}

/** payment-service on a database of its own, whose peers know exactly the decisions that were told to it. */
export async function aPaymentService() {
	const database = await testDatabase('payment-service');
	const real = testPlatform('payment-service', settings, {
		DATABASE_URL: database.url,
		REASON_CODES_FILE: join(import.meta.dir, '../../../examples/reason-codes/indonesia.yaml'),
	});
	const decisions = new Map<string, DecisionView>();
	const told = { isAway: false, claim: {} };
	const answer = <T>(data: T) => {
		if (told.isAway) throw Object.assign(new Error('away'), { name: 'TimeoutError' });
		return Promise.resolve({ data: { data } });
	};
	const clients = {
		adjudication: {
			POST: async (_: string, { body }: { body: { ids: string[] } }) =>
				answer(body.ids.flatMap((wanted) => decisions.get(wanted) ?? [])),
		},
		claims: {
			POST: async (_: string, { body }: { body: { ids: string[] } }) =>
				answer(body.ids.map((wanted) => ({ id: wanted, content: { ...aClaim(), ...told.claim } }))),
		},
		providers: {
			POST: async (_: string, { body }: { body: { ids: string[] } }) => answer(body.ids.map(aProvider)),
		},
	};
	const platform = Object.assign(Object.create(real) as typeof real, { peers: { during: () => clients } });

	/** Tells the service of decisions as its consumer would. */
	const hear = (...heard: DecisionView[]) => hearAs(announced, heard);

	/** The same of claims whose bills the members have paid, in the words of before it was told who holds the policy. */
	const hearReimbursed = (...heard: DecisionView[]) =>
		hearAs((decision) => ({ ...announced(decision), channel: 'reimbursement' }), heard);

	/** The same of the family of whoever holds this policy. */
	const hearReimbursedOf = (subscriber_id: string, ...heard: DecisionView[]) =>
		hearAs((decision) => ({ ...announced(decision), channel: 'reimbursement', subscriber_id }), heard);

	/** The same in the words of the event's first version, which said less. */
	const hearBriefly = (...heard: DecisionView[]) =>
		hearAs((decision) => ({ ...announced(decision), claim_number: undefined, funding: undefined }), heard);

	async function hearAs(saying: (decision: DecisionView) => object, heard: readonly DecisionView[]) {
		for (const decision of heard) decisions.set(decision.id, decision);
		const recorded: unknown[] = [];
		const context = {
			causedBy: () => ({ correlation_id: 'test' }),
			record: (_: unknown, ...events: unknown[]) => recorded.push(...events),
		};
		await platform.sql.begin((tx) =>
			scheduleDecisions(
				platform,
				tx,
				heard.map((decision) => ({
					key: decision.family_id ?? 'family',
					data: saying(decision),
					metadata: { correlation_id: 'test' },
				})) as never,
				decisions,
				context as never,
			),
		);
		return recorded;
	}

	const undo = (decision: DecisionView) =>
		platform.sql.begin((tx) =>
			takeBack(platform, tx, [
				{ key: 'family', data: { reverses: decision.id }, metadata: { correlation_id: 'test' } },
			] as never),
		);

	return {
		platform,
		told,
		hear,
		hearReimbursed,
		hearReimbursedOf,
		hearBriefly,
		undo,
		close: async () => {
			await platform.sql.end();
			await database.drop();
		},
	};
}

/** What adjudication-service says of a decision. */
const announced = (decision: DecisionView) => ({
	claim_id: decision.claim_id,
	decision_id: decision.id,
	outcome: decision.outcome,
	currency: decision.currency,
	paid: decision.totals.paid,
	member_id: decision.member_id,
	provider_id: decision.provider_id,
	claim_number: decision.claim_number,
	funding: fundingOf(decision.lines, decision.currency),
});

export const aLine = {
	number: 1,
	procedure_code: '99213',
	code_system: 'hcpcs',
	modifiers: [],
	units: 1,
	charge: '120.00',
};

const aClaim = () => ({
	claim_id: 'SUBMITTED-1',
	frequency_code: '1',
	place_of_service: '11',
	billing_provider: { name: 'CLINIC' },
	subscriber: { member_id: 'M1' },
	patient: { relationship: 'self', first_name: 'JANE', last_name: 'DOE' },
	lines: [aLine],
});

const aProvider = (provider: string): ProviderFacts => ({
	id: provider,
	kind: 'facility',
	name: 'CLINIC',
	npi: '1234567893',
	tax_id: null,
	status: 'active',
	licence_to: null,
	specialties: [],
	channels: [],
	contracts: [],
});

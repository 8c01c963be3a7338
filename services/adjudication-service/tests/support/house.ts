import { type Consumer, startConsumer } from '@claims-askes/chassis/events/consumer';
import { readFeed } from '@claims-askes/chassis/events/feed';
import type { NewEvent } from '@claims-askes/chassis/events/new-event';
import { appendEvents } from '@claims-askes/chassis/events/outbox';
import { testDatabase } from '@claims-askes/chassis/testing/database';
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import type { EventName, EventOf } from '@claims-askes/contracts/events';
import { settings } from '../../src/config';
import { Balances } from '../../src/domain/balances';
import { onClaimAppealed } from '../../src/events/on-claim-appealed';
import { onClaimSubmitted } from '../../src/events/on-claim-submitted';
import { onClaimVoided } from '../../src/events/on-claim-voided';
import { onDocumentStored } from '../../src/events/on-document-stored';
import { onFundCredited } from '../../src/events/on-fund-credited';
import { kindsReceived } from '../../src/repositories/claim-documents.repository';
import { readDecisions } from '../../src/repositories/decision-reader.repository';
import { addCauses, type Touches } from '../../src/repositories/recalculations.repository';
import { movementsOf } from '../../src/repositories/simulated-span.repository';
import { CodeShelf } from '../../src/usecases/codes/code-shelf';
import type { DecisionBody } from '../../src/usecases/decision-body';
import { createGatherFacts } from '../../src/usecases/facts/gather-facts';
import { Readings } from '../../src/usecases/facts/readings';
import { hearChanges } from '../../src/usecases/recalculation/hear-changes';
import { recalculateWaiting } from '../../src/usecases/recalculation/start-recalculation';
import type { ChangeName } from '../../src/usecases/recalculation/touched-by';
import { replayDecisions } from '../../src/usecases/replay-decisions';
import { type AnnouncedClaim, aWorld, type World } from './world';

const NOW = new Date('2026-11-23T10:00:00Z');

/** This service on a database of its own, beside the log of a claims-service that only announces. */
export async function openHouse(world: World = aWorld()) {
	const [database, claimsDatabase] = await Promise.all([
		testDatabase('adjudication-service'),
		testDatabase('claims-service'),
	]);
	const platform = testPlatform(
		'adjudication-service',
		settings,
		{ DATABASE_URL: database.url },
		{ now: () => NOW },
	);
	const claims = testPlatform('claims-service', settings, { DATABASE_URL: claimsDatabase.url });
	const admin = testPlatform('adjudication-service', settings, { DATABASE_URL: database.adminUrl });
	const { sql } = platform;
	const gatherFactsFrom = (source: World) =>
		createGatherFacts(source, undefined, undefined, (claimIds) => kindsReceived(sql, claimIds));
	const gatherFacts = gatherFactsFrom(world);
	const codes = new CodeShelf(sql, platform.log, platform.now);
	const consumers: Consumer[] = [];

	const house = {
		platform,
		sql,
		/** Of its own database and of the claims' log, for other processes. */
		urls: { own: database.url, claims: claimsDatabase.url },
		/** Sees the audit trail too. */
		admin: admin.sql,
		world,
		gatherFacts,
		codes,
		/** One more process that hears the claims. */
		listen(options: { world?: World; batchSize?: number } = {}): Consumer {
			const facts = options.world ? gatherFactsFrom(options.world) : gatherFacts;
			const consumer = startConsumer({
				service: 'adjudication-service',
				producer: 'claims-service',
				fetchPage: (request) => readFeed(claims.sql, 'claims-service', request),
				sql,
				log: platform.log,
				handlers: [onClaimSubmitted(platform, facts), onClaimAppealed(platform), onClaimVoided(platform)],
				pollMs: 50,
				batchSize: options.batchSize ?? 500,
			});
			consumers.push(consumer);
			return consumer;
		},
		/** Records what claims-service would say. */
		async say(...events: NewEvent[]): Promise<void> {
			await claims.sql.begin((tx) =>
				appendEvents(tx, 'claims-service', events, { correlation_id: platform.newId() }),
			);
		},
		async announce(...submitted: AnnouncedClaim[]): Promise<void> {
			await house.say(
				...submitted.map(({ id, claim_number, family_key }) => ({
					type: 'claim.submitted' as const,
					key: family_key,
					data: { claim_id: id, claim_number, batch_id: null },
				})),
			);
		},
		async voidClaim({ id, family_key }: AnnouncedClaim, replaced_by: string | null = null): Promise<void> {
			await house.say({ type: 'claim.voided', key: family_key, data: { claim_id: id, replaced_by } });
		},
		/** Tells of a change as its service would, and decides again what it touches. */
		async change<N extends ChangeName>(name: N, data: EventOf<N>['data']): Promise<void> {
			await house.tell(name, data);
			await house.recalculate();
		},
		/** Tells of a change, and leaves it to others to decide again what it touches. */
		async tell<N extends ChangeName>(name: N, data: EventOf<N>['data']): Promise<void> {
			const metadata = { correlation_id: 'a change', user_id: null };
			await hearChanges(platform, name)(sql as never, [{ data, metadata, service: 'peer' }] as never);
		},
		/** Tells that money was put into a fund, as policy-service would. */
		async credit(data: EventOf<'policy.fund.credited'>['data']): Promise<void> {
			const event = { data, metadata: { correlation_id: 'a credit', user_id: null } };
			await onFundCredited(platform).handler.apply(
				sql as never,
				[event] as never,
				undefined as never,
				undefined as never,
			);
		},
		/** Tells that a document was stored for a claim, as document-service would; a second time where it says so twice. */
		async store(
			claim: Pick<AnnouncedClaim, 'id'>,
			kind: string,
			document_id = platform.newId(),
		): Promise<void> {
			const metadata = { correlation_id: 'a document', user_id: 'sender' };
			const event = {
				data: { document_id, kind, claim_id: claim.id },
				metadata,
				service: 'document-service',
			};
			await sql.begin((tx) =>
				onDocumentStored(platform).handler.apply(
					tx,
					[event] as never,
					undefined as never,
					undefined as never,
				),
			);
		},
		/** Asks for claims to be decided again whatever is known of them, and waits for it. */
		async askAgain(touches: Touches): Promise<void> {
			const [id, correlation_id] = [platform.newId(), 'asked'];
			const cause = { id, cause: 'requested' as const, subject: null, touches, is_forced: true };
			await addCauses(sql, [{ ...cause, requested_by: 'tester', correlation_id }]);
			await house.recalculate();
		},
		/** Decides again all that changes and voids have touched. */
		async recalculate(): Promise<void> {
			const desk = { gatherFacts, changeFacts: world.changeFacts, settleMs: 0 };
			for (let tries = 0; tries < 600; tries++) {
				await recalculateWaiting(platform, desk);
				const [left] = await sql`
					select (select count(*) from recalculations where found_at is null)
						+ (select count(*) from family_recalculations where done_at is null and parked_at is null) as waiting`;
				if (Number(left?.waiting) === 0) return;
				// What was put off for a moment is ripe again soon.
				await Bun.sleep(20);
			}
			throw new Error('claims are still to be decided again');
		},
		/** Decides again all that is touched, over and over as a process does; answers how to stop. */
		keepRecalculating(by: Pick<typeof platform, 'sql'> = platform): () => Promise<void> {
			const desk = { gatherFacts, changeFacts: world.changeFacts, settleMs: 0 };
			let isOver = false;
			const working = (async () => {
				while (!isOver) {
					await recalculateWaiting(by as typeof platform, desk);
					await Bun.sleep(5);
				}
			})();
			return () => {
				isOver = true;
				return working;
			};
		},
		/** Makes all decisions of the day again, and tells how many there were and what came out otherwise. */
		replay: () =>
			replayDecisions(
				platform,
				{ readings: new Readings(world), codes },
				{ from: '2026-11-23T00:00:00Z', to: '2026-11-24T00:00:00Z' },
				{ cursor: null, limit: 1_000 },
				{ correlationId: 'replay' },
			),
		/** Waits until everything that claims-service has said is handled, whoever of several processes does it. */
		async settled(): Promise<void> {
			for (let tries = 0; tries < 600; tries++) {
				const [said] = await claims.sql`select sum(position)::int as events from outbox_heads`;
				const [heard] = await sql`
					select coalesce(sum(position), 0)::int as events, (select count(*)::int from parked_events) as parked
					from event_cursors where producer = 'claims-service'`;
				if (heard?.parked === 0 && heard.events === said?.events) return;
				for (const consumer of consumers) consumer.wake();
				await Bun.sleep(20);
			}
			throw new Error('what was said has not been handled');
		},
		/** What this service has said, in the order of its log. */
		async said<N extends EventName>(type: N): Promise<(EventOf<N> & { key: string })[]> {
			const page = await readFeed(sql, 'adjudication-service', {
				after: 'earliest',
				limit: 100_000,
				types: [type],
			});
			return page.events as unknown as (EventOf<N> & { key: string })[];
		},
		async balances(): Promise<Record<string, number>> {
			const rows = await sql<{ key: string; used: string }[]>`
				select key, used from accumulators where used <> 0 order by key`;
			return Object.fromEntries(rows.map(({ key, used }) => [key, Number(used)]));
		},
		/** The balances as the movements of live decisions say. */
		async sumOfLiveMovements(): Promise<Record<string, number>> {
			const live = await sql<{ id: string }[]>`
				select id from decisions where kind = 'decision' and reversed_by is null`;
			const sums = new Balances([]);
			for (const movements of (
				await movementsOf(
					sql,
					live.map(({ id }) => id),
				)
			).values())
				sums.move('', movements);
			return Object.fromEntries(sums.changes().map(({ key, amount }) => [key, amount]));
		},
		async liveOutcome(claim: AnnouncedClaim): Promise<string | undefined> {
			const [row] = await sql<{ outcome: string }[]>`
				select outcome from decisions where claim_id = ${claim.id} and kind = 'decision' and reversed_by is null`;
			return row?.outcome;
		},
		/** The lines of a claim's live decision, as they are published. */
		async linesOf(claim: AnnouncedClaim): Promise<DecisionBody['lines']> {
			const [decision] = await readDecisions(sql, { claimIds: [claim.id] }, null);
			return JSON.parse(decision?.body ?? '{}').lines;
		},
		async close(): Promise<void> {
			await Promise.all(consumers.map((consumer) => consumer.stop()));
			await Promise.all([sql.end(), claims.sql.end(), admin.sql.end()]);
			await Promise.all([database.drop(), claimsDatabase.drop()]);
		},
	};
	return house;
}

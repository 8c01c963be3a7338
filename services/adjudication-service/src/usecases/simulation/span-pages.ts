import type { Platform } from '@claims-askes/chassis/platform';
import type { Movement } from '@claims-askes/engine';
import { Balances } from '../../domain/balances';
import { daysOf } from '../../domain/claim-days';
import { historyFrom, type PastLine } from '../../domain/histories';
import { ownersOf } from '../../domain/owners';
import type { SimulatedBalances } from '../../domain/simulation/simulated-balances';
import { historyAt, type LeftLine } from '../../repositories/replay.repository';
import { linesLeft, movementsOf, type SpanRow, spanRows } from '../../repositories/simulated-span.repository';
import { type DecisionRecord, unpackRecord } from '../decision-record';
import { breathe } from './breathe';
import type { ChangedTerms, Reprepared } from './changed-terms';
import type { RestlessFamilies } from './restless-families';
import type { DatePlace } from './simulated-history';
import type { SimulationRequest } from './simulation-request';

/** What happened, with all that is needed to do it again. */
export interface SpanEvent {
	readonly row: SpanRow;
	/** Null: it is not made again, and stands as it is. */
	readonly again: {
		readonly record: DecisionRecord;
		readonly body: string;
		readonly reprepared: Reprepared;
		readonly place: DatePlace;
	} | null;
}

/** Some events that follow each other, and what they look back on. */
export interface SpanPage {
	readonly events: readonly SpanEvent[];
	readonly history: ReadonlyMap<string, readonly LeftLine[]>;
	readonly left: ReadonlyMap<string, readonly PastLine[]>;
	readonly moved: ReadonlyMap<string, readonly Movement[]>;
	readonly balances: Balances;
}

/** Reads a span page by page. Each is read in short transactions that cannot write. */
export class SpanPages {
	private readonly story;

	constructor(
		private readonly platform: Platform,
		private readonly only: SimulationRequest['only'],
		private readonly terms: ChangedTerms,
		private readonly families: RestlessFamilies,
	) {
		this.story = { correlationId: platform.newId() };
	}

	/** Its balances are those of `balances`, as they are then. */
	async read(positions: readonly number[], balances: SimulatedBalances): Promise<SpanPage> {
		const { sql } = this.platform;
		const rows = await sql.begin('read only', (tx) => spanRows(tx, positions, this.only));
		const records: (DecisionRecord | null)[] = [];
		for (const [at, { texts }] of rows.entries()) {
			await breathe(at);
			records.push(texts ? unpackRecord(texts.record) : null);
		}
		const reprepare = await this.terms.forClaims(
			records.filter((record) => record !== null),
			this.story,
		);
		const events = rows.map((row, at): SpanEvent => {
			const record = records[at];
			if (!record || row.texts === null) return { row, again: null };
			const reprepared = reprepare(record, row.claim_number);
			const place = { date: daysOf(record.claim).first, number: row.claim_number };
			return { row, again: { record, body: row.texts.body, reprepared, place } };
		});
		const asIs = events.filter(({ row, again }) => !again || this.families.has(row.family_id));
		const made = events.filter(({ again }) => again).map(({ row }) => row.id);
		const [history, left, moved] = await sql.begin('read only', (tx) =>
			Promise.all([
				historyAt(tx, events.flatMap(lookOf)),
				linesLeft(tx, made),
				movementsOf(
					tx,
					asIs.map(({ row }) => row.id),
				),
			]),
		);
		return { events, history, left, moved, balances: new Balances(balances.of(events.flatMap(ownersIn))) };
	}
}

function lookOf({ row, again }: SpanEvent) {
	if (!again || row.member_id === null) return [];
	const { prepared } = again.reprepared;
	return {
		decisionId: row.id,
		position: row.position,
		memberId: row.member_id,
		from: historyFrom(prepared.claim, prepared.facts.plan),
		place: again.record.seen.inDateOrder ? again.place : null,
	};
}

/** Everybody whose balances it may look at or move, by the terms it was decided by and by the changed ones. */
function ownersIn({ row, again }: SpanEvent): string[] {
	const { member_id, family_id, group_id, policy_id } = row;
	return [
		...(member_id ? [`member:${member_id}`] : []),
		...(family_id ? [`family:${family_id}`] : []),
		...(group_id ? [`group:${group_id}`] : []),
		...(policy_id ? [`policy:${policy_id}`] : []),
		...(again ? ownersOf(again.reprepared.prepared) : []),
	];
}

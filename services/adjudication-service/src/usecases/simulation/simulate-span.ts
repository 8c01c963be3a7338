import type { Platform } from '@claims-askes/chassis/platform';
import type { Movement } from '@claims-askes/engine';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { negate, parseAmount } from '@claims-askes/kernel/money';
import { type Adjudicated, adjudicate } from '../../domain/adjudicate';
import { Balances } from '../../domain/balances';
import { daysOf } from '../../domain/claim-days';
import { Histories, historyFrom, type PastLine } from '../../domain/histories';
import { ownersOf } from '../../domain/owners';
import {
	type ClaimFigures,
	figuresOf,
	type SimulatedOutcome,
	SimulationFigures,
	type SimulationResult,
} from '../../domain/simulation/figures';
import { historyAt, type LeftLine } from '../../repositories/replay.repository';
import {
	linesLeft,
	movementsOf,
	readSpan,
	type SimulatedSpan,
	type SpanRow,
	spanRows,
	tidyAfter,
} from '../../repositories/simulated-span.repository';
import { bodyOf, type DecisionBody } from '../decision-body';
import { type DecisionRecord, unpackRecord } from '../decision-record';
import { ChangedTerms, type Reprepared, type SimulationDesk } from './changed-terms';
import { RestlessFamilies } from './restless-families';
import { type DatePlace, leftText, SimulatedHistory } from './simulated-history';
import type { SimulationRequest } from './simulation-request';

export type SimulationProgress = (done: number, total: number) => Promise<void>;

const AT_ONCE = 50;
/** So many claims are decided between two looks at what else the process has to do. */
const BREATH = 8;

/**
 * Goes through everything that was decided or undone in a span, in the order in which it happened, as it would have come
 * out by other terms: balances and histories are carried on from claim to claim, and what people let pass stays let pass.
 * All that it reads never changes, so that it reads page by page, each in a short transaction that cannot write.
 */
export async function simulateSpan(
	platform: Platform,
	desk: SimulationDesk,
	request: SimulationRequest,
	onProgress: SimulationProgress,
): Promise<SimulationResult> {
	const span = await readSpan(platform.sql, request);
	const simulation = new Simulation(platform, request, span, new ChangedTerms(request.change, desk));
	const { positions } = span;
	for (let at = 0; at < positions.length; at += AT_ONCE) {
		await onProgress(at, positions.length);
		await simulation.goOn([...positions.subarray(at, at + AT_ONCE)]);
		tidyAfter(at);
	}
	await onProgress(positions.length, positions.length);
	return simulation.figures.result();
}

/** A row of a page with all that is needed to do it again. */
interface Event {
	readonly row: SpanRow;
	/** Null: it is not made again, and stands as it is. */
	readonly again: {
		readonly record: DecisionRecord;
		readonly body: string;
		readonly reprepared: Reprepared;
		readonly place: DatePlace;
	} | null;
}

interface Page {
	readonly events: readonly Event[];
	readonly history: ReadonlyMap<string, readonly LeftLine[]>;
	readonly left: ReadonlyMap<string, readonly PastLine[]>;
	readonly moved: ReadonlyMap<string, readonly Movement[]>;
	readonly balances: Balances;
}

/** What is needed of a decision made again for as long as it stands: JSON, for there may be one for each claim of the span. */
interface Standing {
	readonly currency: string;
	readonly figures: ClaimFigures;
	readonly movements: readonly Pick<Movement, 'key' | 'amount'>[];
	readonly lines: readonly PastLine[];
	readonly place: DatePlace;
	readonly isTouched: boolean;
}

class Simulation {
	readonly figures = new SimulationFigures();
	private readonly balances;
	private readonly history = new SimulatedHistory();
	private readonly families: RestlessFamilies;
	/** Those that something later undoes. */
	private readonly standing = new Map<string, string>();
	private readonly end: number;
	private readonly story;

	constructor(
		private readonly platform: Platform,
		private readonly request: SimulationRequest,
		span: SimulatedSpan,
		private readonly terms: ChangedTerms,
	) {
		this.balances = span.balances;
		this.families = new RestlessFamilies(span.restless);
		this.end = span.positions.at(-1) ?? 0;
		this.story = { correlationId: platform.newId() };
	}

	async goOn(positions: readonly number[]): Promise<void> {
		const page = await this.read(positions);
		for (const [at, event] of page.events.entries()) {
			if (at % BREATH === 0) await breathe();
			this.happen(event, page);
		}
		this.balances.keep(page.balances.changes());
	}

	private async read(positions: readonly number[]): Promise<Page> {
		const { sql } = this.platform;
		const rows = await sql.begin('read only', (tx) => spanRows(tx, positions, this.request.only));
		const records: (DecisionRecord | null)[] = [];
		for (const [at, { texts }] of rows.entries()) {
			if (at % BREATH === 0) await breathe();
			records.push(texts ? unpackRecord(texts.record) : null);
		}
		const reprepare = await this.terms.forClaims(
			records.filter((record) => record !== null),
			this.story,
		);
		const events = rows.map((row, at): Event => {
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
		const balances = new Balances(this.balances.of(events.flatMap(ownersIn)));
		return { events, history, left, moved, balances };
	}

	private happen({ row, again }: Event, page: Page): void {
		if (row.kind === 'reversal') {
			const moved = page.moved.get(row.id) ?? [];
			if (!this.undo(row.reverses, row.family_id, page.balances)) page.balances.move(row.currency, moved);
			return;
		}
		if (!again) {
			page.balances.move(row.currency, page.moved.get(row.id) ?? []);
			return;
		}
		const before = this.standingOf(row.reverses);
		const { inDateOrder } = again.record.seen;
		if (before && before.figures.outcome !== 'pended' && !inDateOrder) {
			// By these terms nobody would have been asked, and nobody would have answered.
			this.leave(row, before, page);
			return;
		}
		this.undo(row.reverses, row.family_id, page.balances);
		this.make(row, again, page);
	}

	private make(row: SpanRow, again: NonNullable<Event['again']>, page: Page): void {
		const { record, reprepared, place } = again;
		const { prepared } = reprepared;
		const { today, review, denial, inDateOrder } = record.seen;
		const lines = this.history.seen(
			record.claim.member_id,
			page.history.get(row.id) ?? [],
			inDateOrder ? place : null,
		);
		const made = adjudicate(prepared, {
			...{ today, review, histories: new Histories(lines) },
			balances: inDateOrder ? this.balancesInDateOrder(row, again, page) : page.balances,
			...(denial && { denial }),
			...(inDateOrder && { inDateOrder }),
		});
		const { currency } = row;
		const { decision, history } = made;
		if (inDateOrder) page.balances.move(currency, decision.movements);
		if (leftText(history) !== leftText(page.left.get(row.id) ?? []))
			this.history.replace(record.claim.member_id, row.id, place, history);
		const standing: Standing = {
			...{ currency, figures: figuresOf(decision), lines: history, place },
			movements: decision.movements.map(({ key, amount }) => ({ key, amount })),
			isTouched: reprepared.isTouched,
		};
		if (row.undone_position !== null) this.stand(row.id, standing);
		if (this.families.has(row.family_id)) {
			const stored = page.moved.get(row.id) ?? [];
			this.families.keep(row.family_id, row.id, { place, currency, stored, made: decision.movements });
		}
		if (this.standsAtTheEnd(row)) this.compare(row, standing, sameAs(again.body, made));
	}

	/** The claim keeps the decision it has, in whose place another one was put in its time. */
	private leave(row: SpanRow, before: Standing, page: Page): void {
		const { member_id, family_id } = row;
		if (row.reverses !== null) {
			this.history.forget(row.reverses);
			this.standing.delete(row.reverses);
			this.families.forget(family_id, row.reverses);
		}
		if (this.families.has(family_id)) {
			const { place, currency, movements } = before;
			const stored = page.moved.get(row.id) ?? [];
			this.families.keep(family_id, row.id, { place, currency, stored, made: movements });
		}
		if (member_id !== null) this.history.replace(member_id, row.id, before.place, before.lines);
		if (row.undone_position !== null) this.stand(row.id, before);
		if (this.standsAtTheEnd(row)) this.compare(row, before, false);
	}

	/** False: it was not made again, and what it moved is known from its reversal alone. */
	private undo(decisionId: string | null, familyId: string | null, balances: Balances): boolean {
		const standing = this.standingOf(decisionId);
		if (decisionId === null || !standing) return false;
		balances.move(standing.currency, standing.movements.map(takenBack));
		this.standing.delete(decisionId);
		this.history.forget(decisionId);
		this.families.forget(familyId, decisionId);
		return true;
	}

	private stand(decisionId: string, standing: Standing): void {
		this.standing.set(decisionId, JSON.stringify(standing));
	}

	private standingOf(decisionId: string | null): Standing | null {
		const text = decisionId === null ? undefined : this.standing.get(decisionId);
		return text === undefined ? null : JSON.parse(text);
	}

	private balancesInDateOrder(
		{ family_id, currency }: SpanRow,
		{ record, place }: NonNullable<Event['again']>,
		{ balances }: Page,
	): Balances {
		const used = balances.usedIn(currency);
		const then = record.seen.accumulators;
		const known = this.families.inDateOrder(family_id ?? '', place, currency, used, then);
		return new Balances([...known].map(([key, used]) => ({ key, currency, used })));
	}

	private standsAtTheEnd({ undone_position }: SpanRow): boolean {
		return undone_position === null || Number(undone_position) > this.end;
	}

	private compare(row: SpanRow, { figures: after, isTouched }: Standing, isSame: boolean): void {
		this.figures.add({
			...{ claimId: row.claim_id, claimNumber: row.claim_number, currency: row.currency },
			...{ groupId: row.group_id, providerId: row.provider_id, isTouched },
			before: isSame ? after : figuresStored(row),
			after,
		});
	}
}

/** Lets live claims, requests and timers come to their turn. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const takenBack = ({ key, amount }: Standing['movements'][number]) => ({ key, amount: negate(amount) });

function lookOf({ row, again }: Event) {
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
function ownersIn({ row, again }: Event): string[] {
	const { member_id, family_id, group_id, policy_id } = row;
	return [
		...(member_id ? [`member:${member_id}`] : []),
		...(family_id ? [`family:${family_id}`] : []),
		...(group_id ? [`group:${group_id}`] : []),
		...(policy_id ? [`policy:${policy_id}`] : []),
		...(again ? ownersOf(again.reprepared.prepared) : []),
	];
}

/** Whether a decision comes out to the byte as it was published. */
const sameAs = (body: string, { prepared, decision }: Adjudicated): boolean =>
	JSON.stringify(bodyOf(prepared.claim, decision, prepared.facts.currency)) === body;

function figuresStored({ outcome, currency, texts, ...row }: SpanRow): ClaimFigures {
	const decimals = decimalsOf(currency);
	const read = (amount: string) => parseAmount(amount, decimals);
	const { lines } = JSON.parse(texts?.body ?? '{"lines":[]}') as DecisionBody;
	return {
		outcome: outcome as SimulatedOutcome,
		totals: {
			billed: read(row.billed),
			allowed: read(row.allowed),
			paid: read(row.paid),
			member_owes: read(row.member_owes),
		},
		lines: lines.map(({ benefit, billed, allowed, paid, member_owes }) => ({
			benefit,
			billed: read(billed),
			allowed: read(allowed),
			paid: read(paid),
			member_owes: read(member_owes),
		})),
	};
}

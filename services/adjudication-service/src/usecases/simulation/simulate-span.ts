import type { Platform } from '@claims-askes/chassis/platform';
import type { Movement } from '@claims-askes/engine';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { negate, parseAmount } from '@claims-askes/kernel/money';
import { type Adjudicated, adjudicate } from '../../domain/adjudicate';
import { Balances } from '../../domain/balances';
import { Histories, type PastLine } from '../../domain/histories';
import {
	type ClaimFigures,
	figuresOf,
	type SimulatedOutcome,
	SimulationFigures,
	type SimulationResult,
} from '../../domain/simulation/figures';
import {
	readSpan,
	type SimulatedSpan,
	type SpanRow,
	tidyAfter,
} from '../../repositories/simulated-span.repository';
import { bodyOf, type DecisionBody } from '../decision-body';
import { breathe } from './breathe';
import { ChangedTerms, type SimulationDesk } from './changed-terms';
import { RestlessFamilies } from './restless-families';
import { type DatePlace, leftText, SimulatedHistory } from './simulated-history';
import type { SimulationRequest } from './simulation-request';
import { type SpanEvent, type SpanPage, SpanPages } from './span-pages';

export type SimulationProgress = (done: number, total: number) => Promise<void>;

const AT_ONCE = 50;

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
	const families = new RestlessFamilies(span.restless);
	const terms = new ChangedTerms(request.change, desk);
	const pages = new SpanPages(platform, request.only, terms, families);
	const simulation = new Simulation(pages, span, families);
	const { positions } = span;
	for (let at = 0; at < positions.length; at += AT_ONCE) {
		await onProgress(at, positions.length);
		await simulation.goOn([...positions.subarray(at, at + AT_ONCE)]);
		tidyAfter(at);
	}
	await onProgress(positions.length, positions.length);
	return simulation.figures.result();
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
	private readonly history = new SimulatedHistory();
	/** Those that something later undoes. */
	private readonly standing = new Map<string, string>();
	private readonly balances;
	private readonly end: number;

	constructor(
		private readonly pages: SpanPages,
		span: SimulatedSpan,
		private readonly families: RestlessFamilies,
	) {
		this.balances = span.balances;
		this.end = span.positions.at(-1) ?? 0;
	}

	async goOn(positions: readonly number[]): Promise<void> {
		const page = await this.pages.read(positions, this.balances);
		for (const [at, event] of page.events.entries()) {
			await breathe(at);
			this.happen(event, page);
		}
		this.balances.keep(page.balances.changes());
	}

	private happen({ row, again }: SpanEvent, page: SpanPage): void {
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

	private make(row: SpanRow, again: NonNullable<SpanEvent['again']>, page: SpanPage): void {
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
	private leave(row: SpanRow, before: Standing, page: SpanPage): void {
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
		{ record, place }: NonNullable<SpanEvent['again']>,
		{ balances }: SpanPage,
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

const takenBack = ({ key, amount }: Standing['movements'][number]) => ({ key, amount: negate(amount) });

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

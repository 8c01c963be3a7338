import type { RowRule } from '@claims-askes/chassis/http/caller';
import type { ClaimsRepository } from '../../../repositories/claims.repository';

/** Some claims of an export, and where it goes on behind them. */
export interface Step {
	readonly ids: readonly string[];
	readonly position: string;
}

export interface WantedClaims {
	/** Only what has moved since, as an instant. */
	readonly since: string | null;
	readonly only: RowRule | null;
	/** Where an earlier run of the same export has come to. */
	readonly position: string | null;
}

/** So many claims are held at once, however large each is. */
const PAGE = 100;

/**
 * The claims that may be seen, a few at a time: all of them newest first, or those that have moved since in the order of
 * their moves, so that one which moves on meanwhile comes once more and none is passed over.
 */
export const stepsOfExport = (
	claims: ClaimsRepository,
	wanted: WantedClaims,
	now: () => Date,
): AsyncGenerator<Step> =>
	wanted.since === null ? allClaims(claims, wanted) : movedSince(claims, wanted.since, wanted, now);

async function* allClaims(claims: ClaimsRepository, { only, position }: WantedClaims): AsyncGenerator<Step> {
	let after = position;
	for (;;) {
		const page = await claims.list({}, only, { after, limit: PAGE });
		const last = page.at(-1);
		if (!last) return;
		yield { ids: page.map(({ id }) => id), position: last.id };
		if (page.length < PAGE) return;
		after = last.id;
	}
}

const HOUR_MS = 3_600_000;
/** A span of time with more claims than this is looked at in parts, until it is one moment. */
const MOST = 500;
const ANY = Number.MAX_SAFE_INTEGER - 1;

async function* movedSince(
	claims: ClaimsRepository,
	since: string,
	{ only, position }: WantedClaims,
	now: () => Date,
): AsyncGenerator<Step> {
	let from = Date.parse(position ?? since);
	let span = HOUR_MS;
	for (;;) {
		const startedAt = now().getTime();
		if (from >= startedAt) return;
		const to = from + span;
		const most = span === 1 ? ANY : MOST;
		const ids = await claims.movedBetween(instant(from), instant(to), only, most);
		if (ids === null) {
			span = Math.max(1, Math.floor(span / 8));
			continue;
		}
		for (let at = 0; at < ids.length; at += PAGE) {
			const part = ids.slice(at, at + PAGE);
			// Only behind the last of them is everything up to there told.
			yield { ids: part, position: instant(at + PAGE < ids.length ? from : to) };
		}
		if (to >= startedAt) return;
		from = to;
		if (ids.length < MOST / 4) span *= 4;
	}
}

const instant = (ms: number) => new Date(ms).toISOString();

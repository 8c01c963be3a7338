import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { entriesOf, type NewEvent, type OutboxEntry } from '../events/new-event';
import { type AppendedRow, recordedAt } from '../events/outbox';
import type { Call } from '../http/caller';
import { StoredAnswer, successBody } from '../http/envelope';
import type { Platform } from '../platform';
import type { Change } from './audit';
import { commitInBulk } from './bulk-commit';
import { checkRequirements, requirementsOf, statementOf, storyOf } from './commit-statement';
import type { Fragment } from './connect';
import type { CopiedRows } from './copy-rows';

/** What one request changes, all of it or nothing. */
export interface Commit {
	readonly status?: number;
	readonly message?: string;
	/** The resource as the caller will see it. */
	readonly data: unknown;
	/**
	 * The writes, each a data-modifying CTE's body. Every one selects `from once`, so that a repeated request writes
	 * nothing: sql`insert into plan (id) select ${id} from once`. Named CTEs are given as [name, body].
	 */
	readonly effects: readonly (Fragment | readonly [name: string, body: Fragment])[];
	/** Rows in such numbers that they are better copied; all of them are there when the effects take place. */
	readonly rows?: readonly CopiedRows[];
	readonly events?: readonly NewEvent[];
	readonly audit?: readonly Change[];
	/** What must have taken place; where it has not, the whole statement is undone. */
	readonly requires?: Requirement | readonly Requirement[];
}

/** A condition on a named effect, as "one row was updated"; where it does not hold this problem is thrown. */
export interface Requirement {
	readonly effect: string;
	readonly rows: number;
	readonly otherwise: ProblemError;
}

/** What a request is answered. */
export interface GivenAnswer {
	readonly status: number;
	readonly body: string;
}

/**
 * Carries out a request's writes in one statement and so in one round trip, or in one transaction where there are rows to
 * be copied: Idempotency-Key, effects, audit rows and events stand or fall together. A key that was used before answers
 * what it answered then.
 */
export async function commit(platform: Platform, call: Call, what: Commit): Promise<StoredAnswer> {
	const status = what.status ?? 201;
	const body = successBody(
		what.data,
		call.requestId,
		platform.now(),
		what.message ? { message: what.message } : {},
	);
	const answer = { status, body };
	const entries = entriesOf(platform.name, what.events ?? [], storyOf(call));
	const done = what.rows?.length
		? await commitInBulk(platform, call, { ...what, rows: what.rows }, answer, entries)
		: await commitAtOnce(platform, call, what, answer, entries);
	if (!done) return storedAnswer(platform, call);
	platform.committed(recordedAt(entries, done));
	return new StoredAnswer(status, body, false);
}

/** The statement's row where the request is new. With a guard it runs in a transaction, so that an effect which found nothing undoes the rest. */
async function commitAtOnce(
	platform: Platform,
	call: Call,
	what: Commit,
	answer: GivenAnswer,
	entries: readonly OutboxEntry[],
): Promise<AppendedRow | undefined> {
	const statement = statementOf(platform, call, what, answer, entries);
	if (requirementsOf(what).length === 0) return (await statement)[0];
	return platform.sql.begin(async (tx) => {
		const [row] = await tx`${statement}`;
		if (row) checkRequirements(what, row);
		return row;
	});
}

async function storedAnswer(platform: Platform, call: Call): Promise<StoredAnswer> {
	const stored = await findStoredAnswer(platform, call);
	if (stored) return stored;
	throw new ProblemError(PROBLEMS.IDEMPOTENCY_KEY_IN_FLIGHT, [], undefined, { 'retry-after': '1' });
}

/** What this request was answered before, or null when it is new or carries no key. */
export async function findStoredAnswer({ sql }: Platform, call: Call): Promise<StoredAnswer | null> {
	const request = call.idempotency;
	if (!request) return null;
	const [stored] = await sql<{ status: number; response: string; request_hash: string }[]>`
		select status, response, request_hash from idempotency_keys
		where subject = ${call.caller.subject} and method = ${request.method}
			and path = ${request.path} and key = ${request.key}`;
	if (!stored) return null;
	if (stored.request_hash !== request.requestHash) throw new ProblemError(PROBLEMS.IDEMPOTENCY_KEY_REUSED);
	return new StoredAnswer(stored.status, stored.response, true);
}

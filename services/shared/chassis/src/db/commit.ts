import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { entryOf, type NewEvent } from '../events/new-event';
import { appendingOne, outboxAppend } from '../events/outbox';
import type { Call, IdempotencyRequest } from '../http/caller';
import { StoredAnswer, successBody } from '../http/envelope';
import type { Platform } from '../platform';
import { auditInsert, type Change } from './audit';
import type { Fragment } from './connect';
import { Statement } from './statement';

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

/**
 * Carries out a request's writes in one statement and so in one round trip: Idempotency-Key, effects, audit rows and
 * events stand or fall together. A key that was used before answers what it answered then.
 */
export async function commit(platform: Platform, call: Call, what: Commit): Promise<StoredAnswer> {
	const status = what.status ?? 201;
	const body = successBody(
		what.data,
		call.requestId,
		platform.now(),
		what.message ? { message: what.message } : {},
	);
	const statement = statementOf(platform, call, what, { status, body });
	const required = requirementsOf(what);
	const [row] = required.length > 0 ? await guarded(platform, statement, required) : await statement;
	if (!row) return storedAnswer(platform, call);
	platform.committed();
	return new StoredAnswer(status, body, false);
}

const requirementsOf = ({ requires = [] }: Commit): readonly Requirement[] => [requires].flat();

function statementOf(
	platform: Platform,
	call: Call,
	what: Commit,
	answer: { readonly status: number; readonly body: string },
): Fragment {
	const { sql, name: service } = platform;
	const effects = what.effects.map(named);
	const statement = new Statement().text('with once as materialized (');
	writeOnceEffect(statement, call, answer);
	statement.text(')');
	for (const [name, body] of effects) statement.text(`, "${name}" as (`).value(body).text(' returning 1)');
	if (what.audit?.length)
		statement.write`, audited as (${auditInsert(sql, service, auditContextOf(call), what.audit)} cross join once)`;
	// Reading the count of each effect makes PostgreSQL run it before the append, which has to come last.
	statement.text(', ready as (select 1 as fresh');
	for (const { effect } of requirementsOf(what)) statement.text(`, "${effect}_done".rows as "${effect}"`);
	statement.text(' from once');
	for (const [name] of effects)
		statement.text(`, (select count(*)::int as rows from "${name}") as "${name}_done"`);
	statement.text(')');
	const entries = entriesOf(platform, call, what.events ?? []);
	const [first, ...others] = entries;
	if (first && others.length === 0)
		return statement.write`, ${appendingOne(sql, first)} select * from ready`.on(sql);
	statement.text(' select ready.*');
	if (first) statement.write`, ${outboxAppend(sql, entries)}`;
	return statement.text(' from ready').on(sql);
}

const named = (effect: Commit['effects'][number], at: number): readonly [string, Fragment] =>
	Array.isArray(effect) ? (effect as [string, Fragment]) : [`effect_${at}`, effect as Fragment];

const auditContextOf = ({ caller, correlationId }: Call) => ({ actor: caller.subject, correlationId });

function entriesOf(platform: Platform, call: Call, events: readonly NewEvent[]) {
	const story = {
		correlation_id: call.correlationId,
		user_id: call.caller.subject,
		traceparent: call.traceparent,
	};
	return events.map((event) => entryOf(platform.name, event, story));
}

/** With a guard the statement runs in a transaction, so that an effect which found nothing undoes the rest. */
async function guarded(platform: Platform, statement: Fragment, required: readonly Requirement[]) {
	return platform.sql.begin(async (tx) => {
		const result = await tx`${statement}`;
		const [row] = result;
		const failed = row && required.find(({ effect, rows }) => row[effect] !== rows);
		if (failed) throw failed.otherwise;
		return result;
	});
}

const KEY_PATTERN = /^[\x20-\x7e]{1,255}$/;

/**
 * One row when the request is new. The try-lock makes a request that is still in flight answer at once instead of
 * waiting on the unique index.
 */
function writeOnceEffect(
	statement: Statement,
	{ caller, idempotency }: Call,
	{ status, body }: { readonly status: number; readonly body: string },
): void {
	if (!idempotency) return void statement.text('select 1');
	const { key, method, path, requestHash } = idempotency;
	if (!KEY_PATTERN.test(key)) throw new ProblemError(PROBLEMS.IDEMPOTENCY_KEY_INVALID);
	statement.write`insert into idempotency_keys (subject, method, path, key, request_hash, status, response)
		select ${caller.subject}, ${method}, ${path}, ${key}, ${requestHash}, ${status}, ${body}
		where pg_try_advisory_xact_lock(hashtextextended(${lockName(caller.subject, idempotency)}, 0))
		on conflict (subject, method, path, key) do nothing returning 1`;
}

const lockName = (subject: string, { method, path, key }: IdempotencyRequest) =>
	`${subject} ${method} ${path} ${key}`;

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

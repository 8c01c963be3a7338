import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import type { EventContext, OutboxEntry } from '../events/new-event';
import { appendingOne, outboxAppend } from '../events/outbox';
import type { Call, IdempotencyRequest } from '../http/caller';
import type { Platform } from '../platform';
import { type AuditContext, auditInsert } from './audit';
import type { Commit, GivenAnswer, Requirement } from './commit';
import type { Fragment, Queryable } from './connect';
import { Statement } from './statement';

export const requirementsOf = ({ requires = [] }: Commit): readonly Requirement[] => [requires].flat();

/** Throws the problem of the first requirement that the counted effects do not meet. */
export function checkRequirements(what: Commit, counted: Readonly<Record<string, unknown>>): void {
	const failed = requirementsOf(what).find(({ effect, rows }) => counted[effect] !== rows);
	if (failed) throw failed.otherwise;
}

/** All of it as one statement, which yields a row where the request is new. */
export function statementOf(
	platform: Platform,
	call: Call,
	what: Commit,
	answer: GivenAnswer,
	entries: readonly OutboxEntry[],
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
	const [first, ...others] = entries;
	if (first && others.length === 0)
		return statement.write`, ${appendingOne(sql, first)} select * from ready`.on(sql);
	statement.text(' select ready.*');
	if (first) statement.write`, ${outboxAppend(sql, entries)}`;
	return statement.text(' from ready').on(sql);
}

const named = (effect: Commit['effects'][number], at: number): readonly [string, Fragment] =>
	Array.isArray(effect) ? (effect as [string, Fragment]) : [`effect_${at}`, effect as Fragment];

export const auditContextOf = ({ caller, correlationId }: Call): AuditContext => ({
	actor: caller.subject,
	correlationId,
});

/** The story of whatever a request makes happen. */
export const storyOf = ({ correlationId, caller, traceparent }: Call): EventContext => ({
	correlation_id: correlationId,
	user_id: caller.subject,
	traceparent,
});

const KEY_PATTERN = /^[\x20-\x7e]{1,255}$/;

/**
 * One row when the request is new. The try-lock makes a request that is still in flight answer at once instead of
 * waiting on the unique index.
 */
function writeOnceEffect(
	statement: Statement,
	{ caller, idempotency }: Call,
	{ status, body }: GivenAnswer,
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

/** Takes the request's key in a statement of its own, which yields a row where the request is new. */
export function takeKey(sql: Queryable, call: Call, answer: GivenAnswer): Fragment {
	const statement = new Statement();
	writeOnceEffect(statement, call, answer);
	return statement.on(sql);
}

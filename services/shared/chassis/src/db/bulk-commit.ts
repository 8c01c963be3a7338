import type { OutboxEntry } from '../events/new-event';
import type { AppendedRow } from '../events/outbox';
import type { Call } from '../http/caller';
import type { Platform } from '../platform';
import { auditRows } from './audit';
import type { Commit, GivenAnswer } from './commit';
import { auditContextOf, checkRequirements, requirementsOf, statementOf, takeKey } from './commit-statement';
import type { CopiedRows } from './copy-rows';
import { copyIn } from './copy-rows';

/**
 * Carries out a request's writes in one transaction: first its key, then the rows, and last what others wait for, the
 * effects and the events. Answers the last statement's row, or nothing where the key was used before.
 */
export async function commitInBulk(
	platform: Platform,
	call: Call,
	what: Commit & { readonly rows: readonly CopiedRows[] },
	answer: GivenAnswer,
	entries: readonly OutboxEntry[],
): Promise<AppendedRow | undefined> {
	const { sql, name } = platform;
	const { rows, audit = [], ...rest } = what;
	const copied = audit.length > 0 ? [...rows, auditRows(name, auditContextOf(call), audit)] : rows;
	const mustCheck = requirementsOf(what).length > 0;
	let closing: Promise<PromiseSettledResult<readonly AppendedRow[]>> | undefined;
	const isNew = await sql.begin(async (tx) => {
		if (call.idempotency && (await takeKey(tx, call, answer)).length === 0) return false;
		await Promise.all(copied.map((table) => copyIn(tx, table)));
		const last =
			tx`${statementOf(platform, { ...call, idempotency: null }, rest, answer, entries)}`.execute();
		closing = settled(last);
		// Otherwise not awaited here, so that the commit follows at once: nobody waits for us to read an answer in between.
		if (mustCheck) checkRequirements(what, (await last)[0] ?? {});
		return true;
	});
	if (!isNew || !closing) return undefined;
	const closed = await closing;
	if (closed.status === 'rejected') throw closed.reason;
	return closed.value[0];
}

/** A failure that nobody awaits yet would end the process. */
const settled = async <T>(work: PromiseLike<T>): Promise<PromiseSettledResult<Awaited<T>>> => {
	const [result] = await Promise.allSettled([work]);
	return result;
};

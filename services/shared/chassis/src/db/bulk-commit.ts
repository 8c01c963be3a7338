import type { Call } from '../http/caller';
import type { Platform } from '../platform';
import { auditRows } from './audit';
import type { Commit, GivenAnswer } from './commit';
import { auditContextOf, checkRequirements, requirementsOf, statementOf, takeKey } from './commit-statement';
import type { CopiedRows } from './copy-rows';
import { copyIn } from './copy-rows';

/**
 * Carries out a request's writes in one transaction: first its key, then the rows, and last what others wait for, the
 * effects and the events. Answers false where the key was used before.
 */
export async function commitInBulk(
	platform: Platform,
	call: Call,
	what: Commit & { readonly rows: readonly CopiedRows[] },
	answer: GivenAnswer,
): Promise<boolean> {
	const { sql, name } = platform;
	const { rows, audit = [], ...rest } = what;
	const copied = audit.length > 0 ? [...rows, auditRows(name, auditContextOf(call), audit)] : rows;
	const mustCheck = requirementsOf(what).length > 0;
	let closed: Promise<PromiseSettledResult<unknown>> | undefined;
	const isNew = await sql.begin(async (tx) => {
		if (call.idempotency && (await takeKey(tx, call, answer)).length === 0) return false;
		await Promise.all(copied.map((table) => copyIn(tx, table)));
		const closing = tx`${statementOf(platform, { ...call, idempotency: null }, rest, answer)}`;
		if (mustCheck) checkRequirements(what, (await closing)[0] ?? {});
		// Not awaited here, so that the commit follows at once: nobody waits for us to read an answer in between.
		else closed = settled(closing.execute());
		return true;
	});
	const failed = await closed;
	if (failed?.status === 'rejected') throw failed.reason;
	return isNew;
}

/** A failure that nobody awaits yet would end the process. */
const settled = async (work: PromiseLike<unknown>): Promise<PromiseSettledResult<unknown>> => {
	const [result] = await Promise.allSettled([work]);
	return result;
};

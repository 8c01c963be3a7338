import { commit } from '@claims-askes/chassis/db/commit';
import type { Call } from '@claims-askes/chassis/http/caller';
import type { StoredAnswer } from '@claims-askes/chassis/http/envelope';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import type { Platform } from '@claims-askes/chassis/platform';
import type { Payer } from '../domain/payer';
import { runEffect } from '../repositories/runs.repository';
import { processRun } from './process-run';

/**
 * Begins a payment run: it pays everything that is owed now. It is settled in the background,
 * and resumed should this process end before it does.
 */
export async function startRun(
	platform: Platform,
	payer: Payer,
	request: { readonly currency?: string | undefined },
	call: Call,
): Promise<StoredAnswer> {
	assertUnrestricted(call);
	const run = { id: platform.newId(), requestedBy: call.caller.subject, currency: request.currency ?? null };
	const answer = await commit(platform, call, {
		data: { id: run.id, status: 'running' },
		message: 'The payment run has begun',
		effects: [runEffect(platform.sql, run)],
		audit: [
			{
				action: 'payment_run.started',
				entity: 'payment_run',
				entityId: run.id,
				after: { currency: run.currency },
			},
		],
	});
	if (!answer.replayed) void processRun(platform, payer, run.id);
	return answer;
}

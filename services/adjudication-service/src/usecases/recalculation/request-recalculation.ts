import { commit } from '@claims-askes/chassis/db/commit';
import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import type { Platform } from '@claims-askes/chassis/platform';
import { ProblemError } from '@claims-askes/kernel/problems';
import { PROBLEMS } from '../../domain/problems';
import { readProgress } from '../../repositories/recalculation-progress.repository';
import { askedFor, type Cause, type Touches, unparking } from '../../repositories/recalculations.repository';
import { recalculationView } from './read-recalculations';
import { recalculationBell } from './recalculation-bell';

type Asked = { readonly [Key in keyof Touches]: Touches[Key] | undefined };

/** Has claims decided again whatever is known of them by now, as a person asks. */
export const requestRecalculation = (platform: Platform, touches: Asked, call: Call) =>
	writeOnce(platform, call, async () => {
		assertUnrestricted(call);
		const cause: Cause = {
			id: platform.newId(),
			cause: 'requested',
			subject: null,
			touches: touches as Touches,
			is_forced: true,
			requested_by: call.caller.subject,
			correlation_id: call.correlationId,
		};
		const answer = await commit(platform, call, {
			status: 202,
			message: 'The claims will be decided again in a moment',
			data: recalculationView({
				...{ id: cause.id, cause: cause.cause, subject: null, requested_by: cause.requested_by },
				requested_at: platform.now().toISOString(),
				...{ is_found: false, found: 0, done: 0, parked: 0, touched: 0, looked_at: 0, adjusted: 0 },
				...{ net: {}, errors: [] },
			}),
			effects: [askedFor(platform.sql, cause)],
			audit: [
				{
					action: 'recalculation.requested',
					entity: 'recalculation',
					entityId: cause.id,
					after: touches,
				},
			],
		});
		recalculationBell(platform).ring();
		return answer;
	});

/** Tries again what has failed too often, now that somebody has looked at it. */
export const retryRecalculation = (platform: Platform, id: string, call: Call) =>
	writeOnce(platform, call, async () => {
		assertUnrestricted(call);
		const [row] = await readProgress(platform.sql, { id });
		if (!row) throw new ProblemError(PROBLEMS.RECALCULATION_NOT_FOUND);
		if (row.parked === 0) throw new ProblemError(PROBLEMS.RECALCULATION_NOT_PARKED);
		const answer = await commit(platform, call, {
			status: 202,
			data: recalculationView({ ...row, parked: 0, errors: [] }),
			effects: [unparking(platform.sql, id)],
			audit: [
				{
					action: 'recalculation.retried',
					entity: 'recalculation',
					entityId: id,
					before: { parked: row.parked, errors: row.errors },
				},
			],
		});
		recalculationBell(platform).ring();
		return answer;
	});

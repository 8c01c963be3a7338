import { startChore } from '@claims-askes/chassis/chore';
import { recordChanges } from '@claims-askes/chassis/db/audit';
import { Bell } from '@claims-askes/chassis/events/bell';
import { dayIn } from '@claims-askes/chassis/payer-calendar';
import type { Platform } from '@claims-askes/chassis/platform';
import { askAllAgain } from '../repositories/readjudications.repository';
import {
	keepUnanswered,
	type OverdueItem,
	takeOverdue,
} from '../repositories/unanswered-documents.repository';
import { readjudicationBell } from './readjudication-bell';

const AT_ONCE = 200;

/** Looks for requests that were not answered in time; answers how to stop. */
export const startEndingRequests = (platform: Platform, pollMs: number) =>
	startChore({
		work: async () => (await endDocumentRequests(platform)) === AT_ONCE,
		bell: new Bell(),
		pollMs,
		log: platform.log,
	});

/** Has the claims decided again whose documents were due before today, by the payer's calendar; answers how many. */
export async function endDocumentRequests(platform: Platform): Promise<number> {
	const today = dayIn(platform.config.PAYER_TIME_ZONE, platform.now());
	const ended = await platform.sql.begin(async (tx) => {
		const overdue = await takeOverdue(tx, today, AT_ONCE);
		if (overdue.length === 0) return 0;
		const kept = await keepUnanswered(tx, overdue);
		const asked = overdue
			.filter(({ id }) => kept.has(id))
			.map((item) => ({ ...item, correlation_id: platform.newId() }));
		if (asked.length === 0) return 0;
		await recordChanges(tx, platform.name, { actor: platform.name }, asked.map(changeOf));
		await askAllAgain(
			tx,
			asked.map(({ id, claim_id, by, correlation_id }) => ({
				...{ id: platform.newId(), claim_id, cause: 'documents.unanswered', subject: id },
				...{ requested_by: by, correlation_id },
			})),
		);
		return asked.length;
	});
	if (ended > 0) readjudicationBell(platform).ring();
	return ended;
}

const changeOf = ({
	id,
	claim_id,
	documents,
	due,
	correlation_id,
}: OverdueItem & { correlation_id: string }) => ({
	action: 'review_item.documents_unanswered',
	entity: 'review_item',
	entityId: id,
	after: { claim_id, documents, due },
	correlationId: correlation_id,
});

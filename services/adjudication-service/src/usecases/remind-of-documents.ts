import { startChore } from '@claims-askes/chassis/chore';
import { recordChanges } from '@claims-askes/chassis/db/audit';
import { Bell } from '@claims-askes/chassis/events/bell';
import { entryOf } from '@claims-askes/chassis/events/new-event';
import { appendEntries } from '@claims-askes/chassis/events/outbox';
import { dayIn } from '@claims-askes/chassis/payer-calendar';
import type { Platform } from '@claims-askes/chassis/platform';
import { keepReminders, takeAwaiting } from '../repositories/document-reminders.repository';
import { documentsWanted } from './documents-wanted';

const AT_ONCE = 200;

/** Looks for documents that are due soon and have not come; answers how to stop. */
export const startReminding = (platform: Platform, days: number, pollMs: number) =>
	startChore({
		work: async () => (await remindOfDocuments(platform, days)) === AT_ONCE,
		bell: new Bell(),
		pollMs,
		log: platform.log,
	});

/**
 * Says of claims whose documents are due within so many days that these have not come, once for each day until which they were
 * asked for; answers how many. 0 days: nobody is reminded.
 */
export async function remindOfDocuments(platform: Platform, days: number): Promise<number> {
	if (days === 0) return 0;
	const { name, sql, config } = platform;
	const timeZone = config.PAYER_TIME_ZONE;
	const { reminded, recorded } = await sql.begin(async (tx) => {
		const awaiting = await takeAwaiting(
			tx,
			{ today: dayIn(timeZone, platform.now()), days, timeZone },
			AT_ONCE,
		);
		const reminded = awaiting.length === 0 ? [] : await keepReminders(tx, awaiting);
		if (reminded.length === 0) return { reminded: 0, recorded: [] };
		const stories = reminded.map((item) => ({ ...item, correlationId: platform.newId() }));
		await recordChanges(
			tx,
			name,
			{ actor: name },
			stories.map(({ id, claim_id, documents, due, correlationId }) => ({
				...{ action: 'review_item.documents_awaited', entity: 'review_item', entityId: id },
				...{ after: { claim_id, documents, due }, correlationId },
			})),
		);
		const events = await documentsWanted(tx, 'documents.awaited', reminded);
		const entries = events.map((event, at) =>
			entryOf(name, event, { correlation_id: stories[at]?.correlationId ?? '' }),
		);
		return { reminded: reminded.length, recorded: await appendEntries(tx, entries) };
	});
	if (reminded > 0) platform.committed(recorded);
	return reminded;
}

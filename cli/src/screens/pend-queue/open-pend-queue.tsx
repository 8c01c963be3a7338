import { render } from 'ink';
import type { PageWanted, QueueFilter, ReviewDesk } from '../../flows/review/review-desk';
import { PendQueue } from './pend-queue';

const REFRESH_MS = 3_000;

/** Opens the screen and waits until it is left. */
export async function openPendQueue(
	desk: ReviewDesk,
	filter: QueueFilter,
	wanted: PageWanted,
): Promise<void> {
	const screen = <PendQueue desk={desk} filter={filter} wanted={wanted} refreshMs={REFRESH_MS} />;
	await render(screen, { exitOnCtrlC: false }).waitUntilExit();
}

import { errorFields } from '@claims-askes/chassis/observability/logger';
import type { DocumentKind } from '../domain/document';
import { type JanitorDeps, keepRetention } from './keep-retention';

const EVERY_MS = 60 * 60_000;

/** Keeps retention once an hour; answers how to stop. */
export async function startJanitor(
	deps: JanitorDeps,
	days: Readonly<Record<DocumentKind, number>>,
): Promise<() => Promise<void>> {
	const { log } = deps.platform;
	const work = async () => {
		try {
			log.info('removed documents kept long enough', { count: await keepRetention(deps, days) });
		} catch (error) {
			log.warn('removing documents has to wait', errorFields(error));
		}
	};
	let working = work();
	const timer = setInterval(() => {
		working = work();
	}, EVERY_MS);
	return async () => {
		clearInterval(timer);
		await working;
	};
}

import { print } from '../standard-output';
import type { MonitorDesk } from './desk';
import { type MonitorState, monitorReducer, UNWATCHED } from './monitor-state';
import { monitorView } from './monitor-view';
import { watchPlatform } from './watch-platform';

/** Prints how things stand at each interval until the user ends it or nobody reads any further. */
export async function printSnapshots(options: {
	readonly open: () => Promise<MonitorDesk>;
	readonly intervalMs: number;
}): Promise<void> {
	const done = Promise.withResolvers<void>();
	let state: MonitorState = UNWATCHED;
	const watch = watchPlatform({
		...options,
		tell(action) {
			state = monitorReducer(state, action);
		},
	});
	const timer = setInterval(() => {
		try {
			print(`${JSON.stringify(monitorView(state, new Date()))}\n`);
		} catch (error) {
			done.reject(error);
		}
	}, options.intervalMs);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done.resolve());
	try {
		await done.promise;
	} finally {
		clearInterval(timer);
		await watch.close();
	}
}

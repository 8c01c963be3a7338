import { render } from 'ink';
import type { MonitorAction } from '../../flows/monitor/monitor-state';
import { type WatchOptions, watchPlatform } from '../../flows/monitor/watch-platform';
import { Monitor } from './monitor';

/** Opens the screen beside what stood in the terminal, and waits until it is left. */
export async function openMonitor(options: Pick<WatchOptions, 'open' | 'intervalMs'>): Promise<void> {
	const start = (tell: (action: MonitorAction) => void) => watchPlatform({ ...options, tell });
	await render(<Monitor start={start} />, { exitOnCtrlC: false, alternateScreen: true }).waitUntilExit();
}

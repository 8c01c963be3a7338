import { Flags } from '@oclif/core';
import { BaseCommand } from '../base-command';
import { monitorDesk } from '../flows/monitor/desk';
import { printSnapshots } from '../flows/monitor/print-snapshots';
import { takeSnapshot } from '../flows/monitor/take-snapshot';
import { heedNoColor } from '../screens/heed-no-color';

export default class Monitor extends BaseCommand {
	static override summary =
		'watch the platform: its services, the claims on their way, and what needs somebody';
	static override description =
		'In a terminal it is a screen: each service with its readiness, load and how far it is behind, claims by status and per second, why claims are held, the last payment run, and what happens; ? shows the keys. Without a terminal or with --json it prints how things stand once and exits, with 5 where a service is not ready; --watch goes on, a line of JSON each time. What a token does not let its bearer see is shown as not allowed. Rates are those since the look before; funds are warned of from when the screen was opened on.';
	static override examples = [
		'<%= config.bin %> monitor',
		'<%= config.bin %> monitor --profile production --interval 10',
		'<%= config.bin %> monitor --json',
		'<%= config.bin %> monitor --watch | jq .claims.per_second',
	];
	static override flags = {
		interval: Flags.integer({ default: 2, min: 1, max: 3_600, summary: 'seconds from one look to the next' }),
		watch: Flags.boolean({ summary: 'print a line of JSON each time, until Ctrl-C' }),
	};

	async run() {
		const { flags } = await this.parse(Monitor);
		const open = async () => monitorDesk(await this.connect());
		const intervalMs = flags.interval * 1_000;
		if (flags.watch) {
			await printSnapshots({ open, intervalMs });
			// What was printed is the data; a closing object would be one too many.
			return this.exit(0);
		}
		const isScreen = process.stdin.isTTY && process.stdout.isTTY && !this.jsonEnabled();
		if (isScreen) {
			heedNoColor();
			// Drawing takes a library that no other command needs.
			const { openMonitor } = await import('../screens/monitor/open-monitor');
			return openMonitor({ open, intervalMs });
		}
		const snapshot = await takeSnapshot(await open());
		if (!this.jsonEnabled()) this.logJson(snapshot);
		if (snapshot.services.some(({ state }) => state !== 'ready')) process.exitCode = 5;
		return snapshot;
	}
}

import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../base-command';
import { Failure } from '../failure';
import { print } from '../flows/standard-output';
import { followLogs, readLogs } from '../local/logs';
import { meantOffset } from '../local/running-stack';

export default class Logs extends BaseCommand {
	static override enableJsonFlag = false;
	static override summary = 'print what the parts of the local stack logged';
	static override examples = [
		'<%= config.bin %> logs claims-service',
		'<%= config.bin %> logs --follow',
		'<%= config.bin %> logs adjudication-service --lines 1000 | grep \'"level":"error"\'',
	];
	static override args = {
		part: Args.string({ description: 'a service, broker or postgres; all unless given' }),
	};
	static override flags = {
		lines: Flags.integer({ char: 'n', summary: 'how many of the last lines', default: 50, min: 0 }),
		follow: Flags.boolean({ char: 'f', summary: 'go on with what is logged from now on, until Ctrl-C' }),
	};

	async run() {
		const { args, flags } = await this.parse(Logs);
		const { dataDir, portOffset = meantOffset(dataDir) } = await this.target();
		const found = readLogs({ dataDir, portOffset }, args.part, flags.lines);
		if (found.length === 0) {
			throw new Failure(
				'unusable',
				'NO_LOGS',
				`there are no logs${args.part ? ` of ${args.part}` : ''} here`,
			);
		}
		// With several parts each line says whose it is.
		const label = (name: string, line: string) => (args.part ? line : `${name.padEnd(22)} ${line}`);
		for (const { name, lines } of found) for (const line of lines) this.log(label(name, line));
		// It has no end of its own: it ends with whoever reads it.
		if (flags.follow) await followLogs(found, (name, line) => print(`${label(name, line)}\n`));
	}
}

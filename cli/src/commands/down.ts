import { Flags } from '@oclif/core';
import { BaseCommand } from '../base-command';
import { Failure } from '../failure';
import { findRunningStack, runningOffsets } from '../local/running-stack';
import { deleteData, down } from '../local/stack';

export default class Down extends BaseCommand {
	static override summary = 'stop the local stack; its data stays';
	static override examples = ['<%= config.bin %> down', '<%= config.bin %> down --delete-data'];
	static override flags = {
		'delete-data': Flags.boolean({ summary: 'delete its database, documents, secrets and logs as well' }),
	};

	async run() {
		const { flags } = await this.parse(Down);
		const { dataDir, portOffset } = await this.target();
		if (portOffset === undefined) refuseWhereAnotherRuns(dataDir);
		await down({ dataDir, portOffset, onProgress: (text) => this.progress(text) });
		if (flags['delete-data']) await deleteData({ dataDir, portOffset });
		this.log(flags['delete-data'] ? 'stopped, and its data deleted' : 'stopped');
		return { stopped: true, data_deleted: flags['delete-data'] };
	}
}

/** Whoever started a stack on other ports must not be told that it has stopped. */
function refuseWhereAnotherRuns(dataDir: string | undefined): void {
	const others = runningOffsets(dataDir);
	if (others.length === 0 || findRunningStack({ dataDir, portOffset: 0 }) !== null) return;
	throw new Failure('unusable', 'STACK_ELSEWHERE', 'no stack runs on the usual ports, but on others', {
		suggestions: others.map((offset) => `askes down --port-offset ${offset}`),
	});
}

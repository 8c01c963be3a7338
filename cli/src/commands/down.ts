import { Flags } from '@oclif/core';
import { BaseCommand } from '../base-command';
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
		await down({ dataDir, portOffset, onProgress: (text) => this.progress(text) });
		if (flags['delete-data']) await deleteData({ dataDir, portOffset });
		this.log(flags['delete-data'] ? 'stopped, and its data deleted' : 'stopped');
		return { stopped: true, data_deleted: flags['delete-data'] };
	}
}

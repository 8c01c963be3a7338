import { BaseCommand } from '../base-command';
import { type PartStatus, status } from '../local/stack';
import { renderTable } from '../table';

export default class Status extends BaseCommand {
	static override summary =
		'show each part of the local stack: whether it is ready, its port, process and memory';
	static override description = 'Exits with 0 when every part that is built is ready, with 5 otherwise.';
	static override examples = ['<%= config.bin %> status', '<%= config.bin %> status --json'];

	async run() {
		const parts = await status(await this.target());
		this.log(renderTable(['part', 'state', 'port', 'pid', 'memory'], parts.map(rowOf)));
		const isUp = parts.every((part) => part.state === 'ready' || part.state === 'not built');
		if (!isUp) process.exitCode = 5;
		return { ready: isUp, parts: parts.map(viewOf) };
	}
}

const rowOf = ({ name, state, port, pid, memoryBytes }: PartStatus): string[] => [
	name,
	state,
	String(port),
	pid === null ? '' : String(pid),
	memoryBytes === null ? '' : `${Math.round(memoryBytes / 1_048_576)} MB`,
];

const viewOf = ({ memoryBytes, ...part }: PartStatus) => ({ ...part, memory_bytes: memoryBytes });

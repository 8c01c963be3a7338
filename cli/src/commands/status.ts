import { BaseCommand } from '../base-command';
import { meantOffset } from '../local/running-stack';
import { layoutOf, type PartStatus, status, supervisorOf } from '../local/stack';
import { renderTable } from '../table';

export default class Status extends BaseCommand {
	static override summary =
		'show each part of the local stack: whether it is ready, its port, process and memory';
	static override description = 'Exits with 0 when every part that is built is ready, with 5 otherwise.';
	static override examples = ['<%= config.bin %> status', '<%= config.bin %> status --json'];

	async run() {
		const { dataDir, portOffset = meantOffset(dataDir) } = await this.target();
		const target = { dataDir, portOffset };
		const parts = await status(target);
		const supervisor = supervisorOf(layoutOf(target).folder)?.pid ?? null;
		this.log(renderTable(['part', 'state', 'port', 'pid', 'memory', 'started again'], parts.map(rowOf)));
		if (parts.some(({ state }) => state !== 'stopped' && state !== 'not built'))
			this.log(
				supervisor === null
					? 'nobody starts again what dies: askes up does'
					: `what dies is started again by process ${supervisor}: askes logs supervisor`,
			);
		const isUp = parts.every((part) => part.state === 'ready' || part.state === 'not built');
		if (!isUp) process.exitCode = 5;
		return { ready: isUp, supervisor, parts: parts.map(viewOf) };
	}
}

const rowOf = ({ name, state, port, pid, memoryBytes, restarts }: PartStatus): string[] => [
	name,
	state,
	String(port),
	pid === null ? '' : String(pid),
	memoryBytes === null ? '' : `${Math.round(memoryBytes / 1_048_576)} MB`,
	restarts === null
		? ''
		: `${restarts.times === 1 ? 'once, at' : `${restarts.times} times, last at`} ${restarts.last}`,
];

const viewOf = ({ memoryBytes, ...part }: PartStatus) => ({ ...part, memory_bytes: memoryBytes });

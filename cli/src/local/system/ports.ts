import { createServer } from 'node:net';
import { LocalStackError } from '../local-stack-error';

/** Whether somebody may listen on this port of 127.0.0.1. */
export function isPortFree(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
	});
}

/** The same, for a port that one of ours may have held: a killed process lets go a moment after it is gone. */
export async function becomesFree(port: number, withinMs: number): Promise<boolean> {
	const deadline = performance.now() + withinMs;
	while (!(await isPortFree(port))) {
		if (performance.now() > deadline) return false;
		await Bun.sleep(20);
	}
	return true;
}

export function portsTaken(wanted: readonly { name: string; port: number }[]): LocalStackError {
	const list = wanted.map(({ name, port }) => `${port} (for ${name})`).join(', ');
	return new LocalStackError(
		'PORT_TAKEN',
		`another program holds port ${list}; choose other ports with --port-offset, as --port-offset 1000`,
	);
}

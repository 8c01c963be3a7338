import { createServer } from 'node:net';
import { LocalStackError } from './local-stack-error';

/** Whether somebody may listen on this port of 127.0.0.1. */
export function isPortFree(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
	});
}

export function portTaken(who: string, port: number): LocalStackError {
	return new LocalStackError(
		'PORT_TAKEN',
		`port ${port}, meant for ${who}, is taken by another program; choose other ports with --port-offset, as --port-offset 1000`,
	);
}

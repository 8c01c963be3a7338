import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { LocalStackError } from '../local-stack-error';
import { PROJECT_ROOT } from '../project';
import { commandOf } from './processes';

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
	const choose = 'choose other ports with --port-offset, as --port-offset 1000';
	const holders = [...new Set(wanted.flatMap(({ port }) => holderOf(port) ?? []))];
	const ours = holders.filter((pid) => commandOf(pid).includes(PROJECT_ROOT));
	const message =
		ours.length === 0
			? `another program holds port ${list}; ${choose}`
			: `another stack of this project holds port ${list}; stop it, ${choose}, or, where its data was deleted, end what it left: kill ${ours.join(' ')}`;
	return new LocalStackError('PORT_TAKEN', message);
}

const LISTENS = '0A';

/** The process that listens on the port, where Linux tells us; null elsewhere, and of other accounts' processes. */
function holderOf(port: number): number | null {
	const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
	const sockets = ['/proc/net/tcp', '/proc/net/tcp6']
		.flatMap((table) => (existsSync(table) ? readFileSync(table, 'utf8').split('\n') : []))
		.map((line) => line.trim().split(/\s+/))
		.filter(([, local, , state]) => local?.endsWith(wanted) && state === LISTENS)
		.map((fields) => `socket:[${fields[9]}]`);
	if (sockets.length === 0) return null;
	const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
	return (
		Number(processes.find((pid) => linksIn(`/proc/${pid}/fd`).some((to) => sockets.includes(to)))) || null
	);
}

/** Where the links of a folder lead; what ends meanwhile, or is not ours to see, leads nowhere. */
function linksIn(folder: string): string[] {
	try {
		return readdirSync(folder).flatMap((name) => {
			try {
				return readlinkSync(join(folder, name));
			} catch {
				return [];
			}
		});
	} catch {
		return [];
	}
}

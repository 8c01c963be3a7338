import { join } from 'node:path';
import type { AdminUrl } from '@claims-askes/migrations/run';
import { isRunning, type ProcessId } from '../system/processes';
import { brokerEnvironment, type Environment, environmentOf } from './environment';
import type { StackLayout } from './layout';
import { acceptsConnections, answersReady, launch, waitUntilReady } from './process';
import type { StackSecrets } from './secrets';
import type { StateKeeper } from './state';

/** A process of the stack: the broker or a service. PostgreSQL looks after itself. */
export interface Part {
	readonly name: string;
	readonly port: number;
	readonly entry: string;
	readonly env: Environment;
	readonly isReady: () => Promise<boolean>;
}

export interface Watching {
	readonly onProgress?: ((text: string) => void) | undefined;
	readonly signal?: AbortSignal | undefined;
}

export const BROKER = 'broker';

export function brokerPart(layout: StackLayout): Part {
	return {
		name: BROKER,
		port: layout.brokerPort,
		entry: join(import.meta.dir, '..', 'broker', 'main.ts'),
		env: brokerEnvironment(layout),
		isReady: () => acceptsConnections(layout.brokerPort),
	};
}

export function serviceParts(layout: StackLayout, secrets: StackSecrets, adminUrl: AdminUrl): Part[] {
	return layout.services.map((service) => ({
		name: service.name,
		port: service.port,
		entry: service.entry,
		env: environmentOf(service, layout, secrets, adminUrl),
		isReady: () => answersReady(service.port),
	}));
}

/** Starts the part, unless it runs already, and waits until it is ready. Answers with the time that took. */
export async function bringUp(
	part: Part,
	{ folder }: StackLayout,
	state: StateKeeper,
	{ onProgress, signal }: Watching,
): Promise<number> {
	const began = performance.now();
	const known = state.processOf(part.name);
	const isAdopted = known !== null && isRunning(known);
	const process: ProcessId = isAdopted ? known : launch({ ...part, folder });
	// Written before anybody waits: whoever comes after a crash must find it.
	if (!isAdopted) state.remember(part.name, process);
	await waitUntilReady({ name: part.name, process, folder, isReady: part.isReady, signal });
	const took = performance.now() - began;
	onProgress?.(
		isAdopted ? `${part.name}: runs already` : `${part.name}: ready after ${(took / 1_000).toFixed(1)} s`,
	);
	return took;
}

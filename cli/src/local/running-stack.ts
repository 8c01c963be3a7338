import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SERVICE_NAMES } from '@claims-askes/contracts/services';
import { DEFAULT_DATA_DIR } from './project';
import { layoutOf, OPERATOR_CLIENT_ID, readSecrets, type StackOptions, urlOf } from './stack';
import { readState } from './stack/state';
import { isRunning } from './system/processes';

/** How the operator reaches a stack on this machine. */
export interface StackAccess {
	readonly portOffset: number;
	readonly endpoints: Readonly<Record<string, string>>;
	readonly mqttUrl: string;
	readonly issuer: string;
	readonly clientId: string;
	readonly clientSecret: string;
}

/**
 * The stack that is meant: the one at the offset given; else the one without an offset, or the only one that runs.
 * Null when it does not run, or when several do and none was named.
 */
export function findRunningStack(options: Pick<StackOptions, 'dataDir' | 'portOffset'>): StackAccess | null {
	const { dataDir, portOffset = meantOffset(dataDir) } = options;
	return accessTo(portOffset, dataDir);
}

/** Of which stack nobody who names none can mean another: the only one that runs where the usual one does not. */
export function meantOffset(dataDir?: string): number {
	if (runs(layoutOf({ dataDir, portOffset: 0 }).folder)) return 0;
	const [only = 0, ...others] = runningOffsets(dataDir);
	return others.length === 0 ? only : 0;
}

/** The offsets of stacks of which something runs, beside the usual one. */
export const runningOffsets = (dataDir?: string): number[] =>
	offsetsIn(dataDir).filter((portOffset) => runs(layoutOf({ dataDir, portOffset }).folder));

function accessTo(portOffset: number, dataDir?: string): StackAccess | null {
	const { folder, brokerPort } = layoutOf({ dataDir, portOffset });
	const secrets = readSecrets(folder);
	if (secrets === null || !runs(folder)) return null;
	return {
		portOffset,
		endpoints: Object.fromEntries(SERVICE_NAMES.map((name) => [name, urlOf(name, portOffset)])),
		mqttUrl: `mqtt://127.0.0.1:${brokerPort}`,
		issuer: urlOf('identity-service', portOffset),
		clientId: OPERATOR_CLIENT_ID,
		clientSecret: secrets.operatorClientSecret,
	};
}

const runs = (folder: string): boolean => Object.values(readState(folder).processes).some(isRunning);

function offsetsIn(dataDir?: string): number[] {
	const path = resolve(dataDir ?? DEFAULT_DATA_DIR);
	if (!existsSync(path)) return [];
	return readdirSync(path).flatMap((name) => {
		const offset = /^ports-(\d+)$/.exec(name)?.[1];
		return offset !== undefined && existsSync(join(path, name, 'stack.json')) ? [Number(offset)] : [];
	});
}

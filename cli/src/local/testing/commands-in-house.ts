import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TokenOptions, tokenFor } from '@claims-askes/chassis/testing/platform';
import { SCOPE_NAMES } from '@claims-askes/contracts/scopes';
import type { House } from '../../../../services/tests/support/house';
import { writeProfiles } from '../../profiles';
import { type AskesChild, type AskesRun, runAskes, startAskes } from './run-askes';

export interface CommandsInHouse {
	/** Runs a command as somebody who may do everything. */
	(...args: string[]): Promise<AskesRun>;
	/** Starts it, for those who have something to do meanwhile. */
	start(...args: string[]): AskesChild;
	/** Runs it as whoever a token makes of it, or with something on standard input. */
	with(
		options: { readonly as?: TokenOptions; readonly stdin?: string },
		...args: string[]
	): Promise<AskesRun>;
	/** A folder for files that commands read and write. */
	readonly folder: string;
	remove(): void;
}

/** The command line against the services of a house, with nothing in between that is not real. */
export async function commandsIn(house: House): Promise<CommandsInHouse> {
	const folder = mkdtempSync(join(tmpdir(), 'askes-house-'));
	const endpoints = house.serve();
	let homes = 0;
	const homeOf = async (as: TokenOptions): Promise<string> => {
		const home = join(folder, `home-${++homes}`);
		const access_token = await tokenFor({ role: 'staff', scopes: SCOPE_NAMES, ...as });
		writeProfiles(
			{ current: 'house', profiles: { house: { endpoints, access_token } } },
			join(home, 'config.json'),
		);
		return home;
	};
	const standing = await homeOf({});
	const start = (...args: string[]) => startAskes(args, { env: { ASKES_HOME: standing } });
	return Object.assign((...args: string[]) => start(...args).ended, {
		start,
		with: async ({ as, stdin }: Parameters<CommandsInHouse['with']>[0], ...args: string[]) =>
			runAskes(args, {
				env: { ASKES_HOME: as ? await homeOf(as) : standing },
				...(stdin === undefined ? {} : { stdin }),
			}),
		folder,
		remove: () => rmSync(folder, { recursive: true, force: true }),
	});
}

import { spawnSync } from 'node:child_process';

/** Which account a child process runs under; empty where ours will do. */
export type Account = { readonly uid: number; readonly gid: number } | Record<string, never>;

/** PostgreSQL refuses to run as root, and 65534 ("nobody") exists everywhere without being created. */
const NOBODY = { uid: 65_534, gid: 65_534 } as const;

/** All that PostgreSQL needs of our environment: it runs as another account, and our secrets are not its business. */
export const bareEnvironment = (): Record<string, string> => ({ PATH: process.env.PATH ?? '', LC_ALL: 'C' });

export const isRoot = (): boolean => process.getuid?.() === 0;

export const accountForPostgres = (): Account => (isRoot() ? NOBODY : {});

/**
 * Whether the account can walk into the folder: a project below a closed one, such as /root, is out of its reach
 * whatever the rights on the last folder say. Asked of the system itself, so that access lists count too.
 */
export function canEnter(folder: string, account: Account): boolean {
	if (process.platform === 'win32') return true;
	return spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { ...account, cwd: '/' }).status === 0;
}

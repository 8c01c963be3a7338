import { join } from 'node:path';

const MAIN = join(import.meta.dir, '..', '..', 'main.ts');

export interface AskesRun {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

export interface AskesRunOptions {
	readonly env?: Readonly<Record<string, string>>;
	readonly stdin?: string | Uint8Array;
}

/** Runs the command line as a process of its own and waits for its end. */
export async function runAskes(args: readonly string[], options: AskesRunOptions = {}): Promise<AskesRun> {
	const { stdin, env = {} } = options;
	const child = Bun.spawn([process.execPath, MAIN, ...args], {
		stdin: stdin === undefined ? 'ignore' : typeof stdin === 'string' ? Buffer.from(stdin) : stdin,
		stdout: 'pipe',
		stderr: 'pipe',
		env: { PATH: process.env.PATH ?? '', NO_COLOR: '1', ...env },
	});
	const [stdout, stderr, code] = await Promise.all([
		new Response(child.stdout).text(),
		new Response(child.stderr).text(),
		child.exited,
	]);
	return { code, stdout, stderr };
}

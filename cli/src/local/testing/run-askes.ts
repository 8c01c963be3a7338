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

export interface AskesChild {
	/** Waits until stderr says this, and gives the first group. */
	stderrMatch(pattern: RegExp): Promise<string>;
	readonly ended: Promise<AskesRun>;
}

/** Runs the command line as a process of its own and waits for its end. */
export const runAskes = (args: readonly string[], options: AskesRunOptions = {}): Promise<AskesRun> =>
	startAskes(args, options).ended;

/** Starts it, for those who have something to do meanwhile. */
export function startAskes(args: readonly string[], options: AskesRunOptions = {}): AskesChild {
	const { stdin, env = {} } = options;
	const child = Bun.spawn([process.execPath, MAIN, ...args], {
		stdin: stdin === undefined ? 'ignore' : typeof stdin === 'string' ? Buffer.from(stdin) : stdin,
		stdout: 'pipe',
		stderr: 'pipe',
		env: { PATH: process.env.PATH ?? '', NO_COLOR: '1', ...env },
	});
	let stderr = '';
	let heard = Promise.withResolvers<void>();
	const listening = (async () => {
		const decoder = new TextDecoder();
		for await (const chunk of child.stderr as unknown as AsyncIterable<Uint8Array>) {
			stderr += decoder.decode(chunk, { stream: true });
			heard.resolve();
			heard = Promise.withResolvers();
		}
	})();
	const ended = (async () => {
		const [stdout, code] = await Promise.all([new Response(child.stdout).text(), child.exited, listening]);
		return { code, stdout, stderr };
	})();
	return {
		ended,
		async stderrMatch(pattern) {
			while (true) {
				const [, found] = pattern.exec(stderr) ?? [];
				if (found !== undefined) return found;
				// Once nothing more comes, waiting to hear something would never let its end be noticed.
				const isOver = await Promise.race([heard.promise.then(() => false), listening.then(() => true)]);
				if (isOver && !pattern.test(stderr)) throw new Error(`it ended without saying ${pattern}: ${stderr}`);
			}
		},
	};
}

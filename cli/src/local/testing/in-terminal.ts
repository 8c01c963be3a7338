import { join } from 'node:path';

const MAIN = join(import.meta.dir, '..', '..', 'main.ts');

export interface TerminalRun {
	/** Waits until the last frame says so, and gives it. */
	until(text: string | RegExp): Promise<string>;
	press(keys: string): void;
	resize(columns: number, rows: number): void;
	kill(signal: NodeJS.Signals): void;
	/** All that was written, with its control sequences. */
	written(): string;
	readonly ended: Promise<{ readonly code: number | null; readonly signal: unknown }>;
}

export interface TerminalOptions {
	readonly columns?: number;
	readonly rows?: number;
	readonly env?: Readonly<Record<string, string>>;
}

/** Runs the command line in a real terminal of its own. */
export function askesInTerminal(args: readonly string[], options: TerminalOptions = {}): TerminalRun {
	const { columns = 80, rows = 30, env = {} } = options;
	let written = '';
	let heard = Promise.withResolvers<void>();
	const decoder = new TextDecoder();
	const child = Bun.spawn([process.execPath, MAIN, ...args], {
		// Without CI, which is taken for a terminal that nobody looks at.
		env: { PATH: process.env.PATH ?? '', TERM: 'xterm-256color', ...env },
		terminal: {
			cols: columns,
			rows,
			data(_, data) {
				written += decoder.decode(data, { stream: true });
				heard.resolve();
				heard = Promise.withResolvers();
			},
		},
	});
	const { terminal } = child;
	if (!terminal) throw new Error('there is no terminal on this machine');
	return {
		async until(text) {
			const isThere = (frame: string) => (typeof text === 'string' ? frame.includes(text) : text.test(frame));
			for (;;) {
				const frame = lastFrame(written);
				if (isThere(frame)) return frame;
				const isOver = await Promise.race([heard.promise.then(() => false), child.exited.then(() => true)]);
				if (isOver && !isThere(lastFrame(written)))
					throw new Error(`it ended without saying ${text}:\n${lastFrame(written)}`);
			}
		},
		press: (keys) => void terminal.write(keys),
		resize: (to, high) => terminal.resize(to, high),
		kill: (signal) => child.kill(signal),
		written: () => written,
		ended: child.exited.then(() => {
			terminal.close();
			return { code: child.exitCode, signal: child.signalCode };
		}),
	};
}

const ERASED_LINE = '\x1b[2K';
const ERASED_BELOW = '\x1b[J';

/** A frame is written whole, after the one before it was erased. */
const lastFrame = (written: string): string =>
	Bun.stripANSI(afterLast(afterLast(written, ERASED_LINE), ERASED_BELOW)).replaceAll('\r', '');

const afterLast = (text: string, mark: string): string => text.split(mark).at(-1) ?? '';

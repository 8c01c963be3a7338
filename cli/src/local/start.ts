import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connect } from '../connection';
import { LocalStackError } from './local-stack-error';
import { down, layoutOf, OPERATOR_USER, type Stack, type StackOptions, supervisorOf, up } from './stack';
import { tellStory } from './story';
import { supervise } from './supervise';
import { hasEnded, identify, type ProcessId, signal, stopProcess } from './system/processes';

const USAGE = `npm start -- [options]
  --exit               stop when the story is told
  --port-offset N      added to every port, so that stacks can run side by side
  --data-dir FOLDER    where stacks keep their data (.askes)`;

/** `npm start`: the whole stack in the foreground, stopped in order by Ctrl-C. */
async function main(): Promise<number> {
	const options = readArguments();
	if (options === null) return 2;
	const ending = new AbortController();
	let wasTakenOver = false;
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => ending.abort());
	process.on(TAKE_OVER, () => {
		wasTakenOver = true;
		ending.abort();
	});

	const { exit, ...place } = options;
	const stackOptions = { ...place, supervisor: identify(process.pid), onProgress: say };
	await takeOver(layoutOf(place).folder);
	let hasFailed = false;
	try {
		const began = performance.now();
		const stack = await up({ ...stackOptions, signal: ending.signal });
		introduce(stack, performance.now() - began);
		const isSound = await tell(stack, place);
		if (exit) return isSound ? 0 : 1;
		if (!ending.signal.aborted) {
			say('press Ctrl-C to stop');
			await supervise(stack, { ...stackOptions, signal: ending.signal });
		}
		return 0;
	} catch (error) {
		hasFailed = true;
		throw error;
	} finally {
		if (wasTakenOver) say('another npm start took the stack over');
		else
			await down({ ...place, onProgress: say }).catch((error) => {
				// What went wrong first is what is told.
				if (!hasFailed) throw error;
			});
	}
}

/** The story on a stack that has just come up; false where the books do not agree at its end. */
async function tell(stack: Stack, place: Pick<StackOptions, 'dataDir' | 'portOffset'>): Promise<boolean> {
	if (stack.layout.missing.length > 0) {
		say('no story is told: it takes every service');
		return true;
	}
	const { askes } = connect(place);
	// Each start tells another story: the claims of an earlier one are known already.
	const seed = Math.floor(Date.now() / 1_000) % 1_000_000_000;
	const began = performance.now();
	const { account, folder } = await tellStory(askes, {
		folder: join(stack.layout.folder, 'story'),
		claims: CLAIMS_TOLD,
		seed,
		say,
	});
	console.log(`\n${account.table}\n`);
	for (const { says, holds } of account.checks) console.log(`${holds ? 'ok  ' : 'FAIL'}  ${says}`);
	console.log(
		`\n${CLAIMS_TOLD} claims from file to payment in ${((performance.now() - began) / 1_000).toFixed(1)} s`,
	);
	console.log(`the file, the 835s and the EOBs: ${folder}`);
	console.log(
		'to look around: npx askes claims list, npx askes claims explain CLM-…, npx askes payments list',
	);
	return account.checks.every(({ holds }) => holds);
}

const CLAIMS_TOLD = 1_000;

/** The signal by which a later `npm start` asks an earlier one to let go of the stack without stopping it. */
const TAKE_OVER = 'SIGUSR2';

/** Two that restart the same services would fight; the later one is the one its user looks at. */
async function takeOver(folder: string): Promise<void> {
	const earlier: ProcessId | null = supervisorOf(folder);
	if (earlier === null) return;
	say(`taking the running stack over from process ${earlier.pid}`);
	signal(earlier, TAKE_OVER);
	if (!(await hasEnded(earlier, 10_000))) await stopProcess(earlier, 0, 'SIGKILL');
}

function readArguments() {
	try {
		const { values } = parseArgs({
			options: {
				exit: { type: 'boolean', default: false },
				'port-offset': { type: 'string' },
				'data-dir': { type: 'string' },
			},
		});
		const portOffset = values['port-offset'] ?? Bun.env.ASKES_PORT_OFFSET;
		return {
			exit: values.exit,
			dataDir: values['data-dir'] ?? Bun.env.ASKES_DATA_DIR,
			portOffset: portOffset === undefined ? undefined : Number(portOffset),
		};
	} catch (error) {
		say(`${(error as Error).message}\n${USAGE}`);
		return null;
	}
}

function introduce({ layout, readyAfterMs }: Stack, tookMs: number): void {
	say(
		`the stack is ready after ${(tookMs / 1_000).toFixed(1)} s: ${Object.keys(readyAfterMs).length} processes`,
	);
	for (const { name, port } of layout.services) say(`  ${name.padEnd(24)} http://127.0.0.1:${port}`);
	say(
		`  to sign in as a person: ${OPERATOR_USER}, whose password is in ${join(layout.folder, 'secrets.json')}`,
	);
	for (const { name } of layout.missing) say(`  ${name.padEnd(24)} not built yet`);
}

function say(text: string): void {
	console.error(text);
}

try {
	process.exit(await main());
} catch (error) {
	say(
		error instanceof LocalStackError ? error.message : String(error instanceof Error ? error.stack : error),
	);
	process.exit(1);
}

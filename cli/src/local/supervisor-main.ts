/** What `askes up` leaves behind: starts again what dies of a stack, until the stack is stopped or another takes over. */
import { databaseFromEnvironment } from './database';
import { layoutOf, type StackOptions } from './stack';
import { supervise } from './supervise';
import { identify } from './system/processes';

const options = JSON.parse(Bun.env.ASKES_SUPERVISED ?? '{}') as StackOptions;
const ending = new AbortController();
// The last is how a later `npm start` takes over.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2'] as const)
	process.on(name, () => ending.abort());

const say = (text: string): void => console.log(`${new Date().toISOString()} ${text}`);
say('watching');
await supervise(
	{ layout: layoutOf(options) },
	{
		...options,
		adminUrl: databaseFromEnvironment(process.env),
		supervisor: identify(process.pid),
		signal: ending.signal,
		onProgress: say,
	},
);
say('no longer watching');
process.exit(0);

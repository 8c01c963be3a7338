import { type AskesClients, createAskes } from '@claims-askes/sdk';

/**
 * The platform, as the environment says (`eval "$(askes whoami --env)"`), or else as the command line reaches it: the
 * profile in use, or the local stack that runs.
 */
export function connect(): AskesClients {
	const { ASKES_ENDPOINTS, ASKES_TOKEN } = process.env.ASKES_TOKEN ? process.env : askTheCommandLine();
	return createAskes({ endpoints: JSON.parse(ASKES_ENDPOINTS ?? '{}'), auth: ASKES_TOKEN ?? '' });
}

function askTheCommandLine(): Record<string, string | undefined> {
	const askes = new URL('../../cli/src/main.ts', import.meta.url).pathname;
	const { success, stdout } = Bun.spawnSync([process.execPath, askes, 'whoami', '--env', '--json'], {
		stderr: 'inherit',
	});
	const answer = JSON.parse(stdout.toString() || '{}');
	if (success) return answer;
	console.error(answer.message ?? 'the platform cannot be reached');
	process.exit(1);
}

import type { AskesClients } from '@claims-askes/sdk';
import { Failure } from '../failure';

type Simulation = NonNullable<Awaited<ReturnType<typeof read>>>;
export type SimulationResult = NonNullable<Simulation['result']>;
export type Simulated = Simulation & { readonly result: SimulationResult };

export interface WaitOptions {
	readonly timeoutMs: number;
	readonly onProgress: (done: number, total: number | null) => void;
}

const LOOK_EVERY_MS = 500;

/** Waits for the end of a simulation, or for as long as was said: it goes on without us. */
export async function waitForSimulation(
	askes: AskesClients,
	id: string,
	{ timeoutMs, onProgress }: WaitOptions,
): Promise<Simulated> {
	const deadline = performance.now() + timeoutMs;
	const facts = { simulation_id: id };
	for (;;) {
		const simulation = await read(askes, id);
		const { status, result, done, total, error_code } = simulation;
		if (result) return { ...simulation, result };
		if (status === 'failed') {
			const code = error_code ?? 'FAILED';
			throw new Failure('failed', code, REASONS[code] ?? `the simulation failed: ${code}`, { facts });
		}
		if (performance.now() > deadline)
			throw new Failure('unavailable', 'STILL_RUNNING', `simulation ${id} still runs`, { facts });
		onProgress(done, total);
		await Bun.sleep(LOOK_EVERY_MS);
	}
}

const REASONS: Readonly<Record<string, string>> = {
	PLAN_CURRENCY_DIFFERS: 'the plan has another currency than when the claims were decided',
	TERMS_GONE: 'a plan version that decided a claim is no longer to be had',
};

async function read(askes: AskesClients, id: string) {
	const { data } = await askes.adjudication.GET('/api/v1/simulations/{id}', { params: { path: { id } } });
	if (!data) throw new Error('adjudication-service answered nothing');
	return data.data;
}

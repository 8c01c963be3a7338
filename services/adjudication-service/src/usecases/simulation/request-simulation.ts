import { commit } from '@claims-askes/chassis/db/commit';
import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import type { Platform } from '@claims-askes/chassis/platform';
import { contractFindings } from '@claims-askes/contracts/contract-findings';
import type { Finding } from '@claims-askes/contracts/finding';
import { planFindings } from '@claims-askes/contracts/plan-findings';
import { PROBLEMS as COMMON, ProblemError } from '@claims-askes/kernel/problems';
import { PROBLEMS } from '../../domain/problems';
import {
	insertSimulation,
	readSimulation,
	type SimulationRow,
} from '../../repositories/simulations.repository';
import { simulationBell } from './simulation-bell';
import type { SimulationRequest } from './simulation-request';

/** Keeps what is asked; it is worked on in the background. */
export const requestSimulation = (platform: Platform, request: SimulationRequest, call: Call) =>
	writeOnce(platform, call, async () => {
		assertUnrestricted(call);
		if (request.from >= request.to) throw new ProblemError(PROBLEMS.SPAN_EMPTY);
		assertSound(request);
		const id = platform.newId();
		const requestedBy = call.caller.subject;
		const answer = await commit(platform, call, {
			status: 202,
			message: 'The simulation runs in the background',
			data: simulationView({
				...{ id, request, status: 'queued', attempts: 0, done: 0, total: null },
				...{ requested_by: requestedBy, requested_at: platform.now().toISOString() },
				...{ finished_at: null, error_code: null, result: null },
			}),
			effects: [insertSimulation(platform.sql, { id, request, requestedBy })],
			audit: [
				{
					action: 'simulation.requested',
					entity: 'simulation',
					entityId: id,
					after: { from: request.from, to: request.to },
				},
			],
		});
		simulationBell(platform).ring();
		return answer;
	});

/** What could not be published is not tried either. */
function assertSound({ change: { plan, contract } }: SimulationRequest): void {
	const at = (place: string, findings: readonly Finding[]) =>
		findings.map(({ path, code, message }) => ({ field: `change.${place}.${path}`, code, message }));
	const findings = [
		...at('plan', plan ? planFindings(plan) : []),
		...at('contract.terms', contract ? contractFindings(contract.terms) : []),
	];
	if (findings.length > 0) throw new ProblemError(COMMON.VALIDATION_FAILED, findings);
}

export async function getSimulation(platform: Platform, id: string, call: Call) {
	assertUnrestricted(call);
	const row = await readSimulation(platform.sql, id);
	if (!row) throw new ProblemError(PROBLEMS.SIMULATION_NOT_FOUND);
	return simulationView(row);
}

/** Without the documents that were asked about: who asked has them. */
function simulationView({ request, attempts: _, ...row }: SimulationRow) {
	const { from, to, change, only } = request as SimulationRequest;
	return {
		...row,
		...{ from, to, only },
		changes: {
			plan_id: change.plan?.id ?? null,
			contract_of: change.contract?.provider_id ?? null,
			rules: change.rules ?? {},
		},
	};
}

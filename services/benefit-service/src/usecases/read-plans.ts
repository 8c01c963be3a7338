import type { Call } from '@claims-askes/chassis/http/caller';
import { Answer } from '@claims-askes/chassis/http/envelope';
import { etagOf } from '@claims-askes/chassis/http/etag';
import { type PageRequest, pageOf, parseCursor } from '@claims-askes/chassis/http/paging';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import type { Plan } from '../domain/plan';
import type { StoredPlan } from '../repositories/plans.repository';
import type { Deps } from './deps';
import { factsOf } from './facts-of';

/** Plans belong to nobody: every token may read what was published, and only the payer's own what is being written. */
const mayRead =
	(call: Call) =>
	({ plan }: StoredPlan): boolean =>
		call.caller.only === null || plan.versions.length > 0;

export async function getPlan({ plans }: Deps, id: string, call: Call) {
	const found = await plans.find(id);
	if (!found || !mayRead(call)(found)) throw new ProblemError(PROBLEMS.NOT_FOUND);
	const draft = call.caller.only === null ? found.plan.draft : null;
	return new Answer({ ...factsOf(found.plan), draft }, { headers: etagOf(found.version) });
}

export async function listPlans({ plans }: Deps, { cursor, limit }: PageRequest, call: Call) {
	const [after] = parseCursor(cursor, 1) ?? [];
	const found = await plans.list({ after: after === undefined ? null : String(after), limit });
	const page = pageOf(
		found,
		limit,
		(one) => one,
		({ plan }) => [plan.id],
	);
	return new Answer(page.data.filter(mayRead(call)).map(viewOf), page.options);
}

export async function getPlans({ plans }: Deps, ids: readonly string[], call: Call) {
	return (await plans.findMany(ids)).filter(mayRead(call)).map(viewOf);
}

const viewOf = ({ plan }: { readonly plan: Plan }) => factsOf(plan);

/** A version never changes, so whoever has read it may keep it. */
const FOR_EVER = { 'cache-control': 'private, max-age=31536000, immutable' };

export async function getPlanVersion({ plans }: Deps, planId: string, number: number) {
	const version = await plans.findVersion(planId, number);
	if (!version) throw new ProblemError(PROBLEMS.NOT_FOUND);
	return new Answer(version, { headers: FOR_EVER });
}

export const getPlanVersions = ({ plans }: Deps, ids: readonly string[]) => plans.findVersions(ids);

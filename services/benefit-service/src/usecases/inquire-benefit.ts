import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { inquire, inquireInGeneral } from '../domain/benefit-inquiry';
import { versionOn } from '../domain/plan';
import { PLAN_PROBLEMS } from '../domain/problems';
import type { Deps } from './deps';

export interface Inquiry {
	readonly plan_id: string;
	readonly date: string;
	/** Without one the answer is what holds for every benefit. */
	readonly code?: string | undefined;
}

/** What a plan says of a code on a date: whether it is covered, up to what, and how the cost is shared. */
export async function inquireBenefit({ plans }: Deps, { plan_id, date, code }: Inquiry) {
	const found = await plans.find(plan_id);
	if (!found) throw new ProblemError(PROBLEMS.NOT_FOUND);
	const held = versionOn(found.plan.versions, date);
	const version = held && (await plans.findVersion(plan_id, held.number));
	if (!version) throw new ProblemError(PLAN_PROBLEMS.PLAN_NOT_IN_FORCE);
	const { document } = version;
	const { currency, product = null, service_types = [] } = document;
	const terms = code === undefined ? inquireInGeneral(document) : inquire(document, code);
	const plan = { plan_id, plan_version: version.version, product, service_types };
	return { ...plan, date, code: code ?? null, currency, ...terms };
}

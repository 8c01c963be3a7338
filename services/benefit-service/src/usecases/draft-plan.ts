import { commit } from '@claims-askes/chassis/db/commit';
import { LOST_RACE, writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { Answer } from '@claims-askes/chassis/http/envelope';
import { assertVersion, etagOf } from '@claims-askes/chassis/http/etag';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import type { PlanDocument } from '@claims-askes/contracts/plan-document';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import type { Plan } from '../domain/plan';
import { PLAN_PROBLEMS } from '../domain/problems';
import type { PlanRow } from '../repositories/plans.repository';
import type { Deps } from './deps';
import { factsOf } from './facts-of';
import { publish } from './publish-plan';

export interface NewPlan {
	readonly document: PlanDocument;
	/** Published at once from this day on; without it the document is a draft. */
	readonly effective_from?: string | undefined;
}

export function createPlan(deps: Deps, { document, effective_from }: NewPlan, call: Call) {
	assertUnrestricted(call);
	const { platform, plans } = deps;
	return writeOnce(platform, call, async () => {
		if (await plans.find(document.id)) throw new ProblemError(PLAN_PROBLEMS.PLAN_EXISTS);
		if (effective_from !== undefined)
			return publish(deps, call, {
				found: null,
				planId: document.id,
				document,
				effective_from,
				draft: null,
				view: (plan) => ({ ...factsOf(plan), draft: null }),
			});
		const row = draftRow(document);
		return commit(platform, call, {
			data: { ...factsOf({ ...row, versions: [] }), draft: document },
			effects: [plans.insertEffect(row)],
			audit: [{ action: 'plan.drafted', entity: 'plan', entityId: document.id, after: document }],
		});
	});
}

const draftRow = (draft: PlanDocument): PlanRow => ({
	id: draft.id,
	name: draft.name,
	currency: draft.currency,
	product: draft.product ?? null,
	draft,
});

/** Replaces what is being written of a plan. What was published stays as it is. */
export function replaceDraft(deps: Deps, id: string, document: PlanDocument, call: Call) {
	assertUnrestricted(call);
	const { platform, plans } = deps;
	return writeOnce(platform, call, async () => {
		const found = await plans.find(id);
		if (!found) throw new ProblemError(PROBLEMS.NOT_FOUND);
		const { plan, version } = found;
		assertVersion(call, version);
		if (document.id !== id) throw new ProblemError(PLAN_PROBLEMS.PLAN_ID_DIFFERS);
		const isUnpublished = plan.versions.length === 0;
		const after: Plan = { ...plan, ...(isUnpublished ? draftRow(document) : {}), draft: document };
		await commit(platform, call, {
			status: 200,
			data: null,
			effects: [['plan_changed', plans.updateEffect(after, version)]],
			audit: [{ action: 'plan.drafted', entity: 'plan', entityId: id, before: plan.draft, after: document }],
			requires: { effect: 'plan_changed', rows: 1, otherwise: LOST_RACE },
		});
		return new Answer({ ...factsOf(after), draft: document }, { headers: etagOf(version + 1) });
	});
}

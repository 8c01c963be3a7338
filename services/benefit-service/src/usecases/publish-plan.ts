import { contentHash } from '@claims-askes/chassis/content-hash';
import { commit } from '@claims-askes/chassis/db/commit';
import { LOST_RACE, writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { Answer } from '@claims-askes/chassis/http/envelope';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import type { PlanDocument, PlanVersion } from '@claims-askes/contracts/plan-document';
import { planFindings } from '@claims-askes/contracts/plan-findings';
import { ProblemError } from '@claims-askes/kernel/problems';
import { alreadyPublished, nextNumber, type Plan } from '../domain/plan';
import { PLAN_PROBLEMS } from '../domain/problems';
import type { StoredPlan } from '../repositories/plans.repository';
import type { Deps } from './deps';

export interface Publication {
	/** Without it the draft is published. */
	readonly document?: PlanDocument | undefined;
	readonly effective_from: string;
}

/** Publishes a version of a plan, which its first version brings into being. What says the same already is that version. */
export function publishVersion(
	deps: Deps,
	planId: string,
	{ document: sent, effective_from }: Publication,
	call: Call,
) {
	assertUnrestricted(call);
	return writeOnce(deps.platform, call, async () => {
		const found = await deps.plans.find(planId);
		const document = sent ?? found?.plan.draft;
		if (!document) throw new ProblemError(PLAN_PROBLEMS.NOTHING_TO_PUBLISH);
		const proposed = { document, effective_from, hash: contentHash(document) };
		const published = alreadyPublished(found?.plan ?? null, proposed);
		if (published) {
			const { id, number } = published;
			return new Answer({ id, plan_id: planId, version: String(number), effective_from, document });
		}
		return publish(deps, call, {
			found,
			planId,
			document,
			effective_from,
			draft: sent ? (found?.plan.draft ?? null) : null,
			view: (_, version) => version,
		});
	});
}

interface Publishing {
	readonly found: StoredPlan | null;
	readonly planId: string;
	readonly document: PlanDocument;
	readonly effective_from: string;
	/** What is still being written afterwards. */
	readonly draft: PlanDocument | null;
	/** What the caller is answered. */
	readonly view: (plan: Plan, version: PlanVersion) => unknown;
}

export function publish({ platform, plans }: Deps, call: Call, publishing: Publishing) {
	const { found, planId, document, effective_from, draft, view } = publishing;
	const hash = contentHash(document);
	const number = nextNumber(found?.plan ?? null, planId, { document, effective_from, hash });
	assertSound(document);
	const id = platform.newId();
	const version: PlanVersion = { id, plan_id: planId, version: String(number), effective_from, document };
	const plan: Plan = {
		id: planId,
		name: document.name,
		currency: document.currency,
		product: document.product ?? null,
		draft,
		versions: [...(found?.plan.versions ?? []), { id, number, effective_from, hash }],
	};
	return commit(platform, call, {
		data: view(plan, version),
		effects: [
			['plan_changed', found ? plans.updateEffect(plan, found.version) : plans.insertEffect(plan)],
			plans.publishEffect(version, hash),
		],
		events: [
			{
				type: 'plan.published',
				key: planId,
				data: { plan_id: planId, version: version.version, from: effective_from },
			},
		],
		audit: [
			{
				action: 'plan.published',
				entity: 'plan',
				entityId: planId,
				after: { version: number, effective_from, hash },
			},
		],
		requires: { effect: 'plan_changed', rows: 1, otherwise: LOST_RACE },
	});
}

function assertSound(document: PlanDocument): void {
	const findings = planFindings(document);
	if (findings.length === 0) return;
	const details = findings.map(({ path, ...finding }) => ({ field: path, ...finding }));
	throw new ProblemError(PLAN_PROBLEMS.PLAN_INVALID, details);
}

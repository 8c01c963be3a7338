import { commit } from '@claims-askes/chassis/db/commit';
import { LOST_RACE, writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import type { ContractFacts, ContractTerms } from '@claims-askes/contracts/provider-facts';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { lastDayBefore, withReplacement } from '../domain/contract';
import type { Deps } from './deps';
import { endAudit, endingOf } from './end-contract';
import { proposeContract } from './propose-contract';
import { publicationAudit, publicationOf } from './save-providers';

interface Replacement {
	readonly terms: ContractTerms;
	readonly reason: string;
}

/**
 * Puts other terms in the place of a contract from their first day on, in one write: there is no moment at which the
 * provider has none, so that no claim is ever decided by that.
 */
export function replaceContract(deps: Deps, replacedId: string, { terms, reason }: Replacement, call: Call) {
	assertUnrestricted(call);
	const { platform, contracts, providers } = deps;
	const proposed = proposeContract(terms);
	return writeOnce(platform, call, async () => {
		const span = await contracts.findSpan(replacedId);
		const found = span && (await providers.find(span.provider_id, call.caller.only));
		if (!span || !found) throw new ProblemError(PROBLEMS.NOT_FOUND);
		const published = {
			id: platform.newId(),
			...{ provider_id: span.provider_id, terms, hash: proposed.hash },
		};
		withReplacement(found.provider.contracts, replacedId, proposed, published.id);
		const last_day = lastDayBefore(span, terms.from);
		const end = { last_day, reason, recorded_at: platform.now().toISOString() };
		const { hash: _, ...facts } = published;
		return commit(platform, call, {
			status: 201,
			data: facts satisfies ContractFacts,
			effects: contracts.replaceEffects(replacedId, span, end, published),
			events: [endingOf(replacedId, span.provider_id, last_day), publicationOf(published)],
			audit: [endAudit(replacedId, span, end), publicationAudit(published)],
			requires: { effect: 'contract_ended', rows: 1, otherwise: LOST_RACE },
		});
	});
}

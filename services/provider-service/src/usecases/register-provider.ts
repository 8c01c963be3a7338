import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { Answer } from '@claims-askes/chassis/http/envelope';
import { assertVersion, etagOf } from '@claims-askes/chassis/http/etag';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { isSame } from '@claims-askes/kernel/revision';
import {
	assertOwnIdentity,
	changeProvider,
	type Provider,
	type ProviderChanges,
	type Registration,
	registerProvider,
} from '../domain/provider';
import type { Deps } from './deps';
import { factsOf } from './facts-of';
import { saveProviders } from './save-providers';

export function createProvider(deps: Deps, registration: Registration, call: Call) {
	assertUnrestricted(call);
	return writeOnce(deps.platform, call, async () => {
		const after = registerProvider(registration, deps.platform.newId());
		assertOwnIdentity(after, await namesakes(deps, after));
		const providers = [{ before: null, version: 0, after }];
		return saveProviders(deps, call, { providers }, { status: 201, data: factsOf(after) });
	});
}

export function patchProvider(deps: Deps, id: string, changes: ProviderChanges, call: Call) {
	assertUnrestricted(call);
	return writeOnce(deps.platform, call, async () => {
		const found = await deps.providers.find(id, call.caller.only);
		if (!found) throw new ProblemError(PROBLEMS.NOT_FOUND);
		const { provider: before, version } = found;
		assertVersion(call, version);
		const after = changeProvider(before, changes);
		if (isSame(before, after)) return new Answer(factsOf(before), { headers: etagOf(version) });
		assertOwnIdentity(after, await namesakes(deps, after));
		const data = factsOf(after);
		await saveProviders(deps, call, { providers: [{ before, version, after }] }, { status: 200, data });
		return new Answer(data, { headers: etagOf(version + 1) });
	});
}

/** Those who have the provider's NPI or tax id. */
async function namesakes({ providers }: Deps, { npi, tax_id }: Provider): Promise<Provider[]> {
	const found = await providers.findByNumbers(
		{ npis: npi ? [npi] : [], tax_ids: !npi && tax_id ? [tax_id] : [] },
		null,
	);
	return found.map(({ provider }) => provider);
}

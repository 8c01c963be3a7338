import type { Change } from '@claims-askes/chassis/db/audit';
import { commit } from '@claims-askes/chassis/db/commit';
import { LOST_RACE } from '@claims-askes/chassis/db/write-once';
import type { NewEvent } from '@claims-askes/chassis/events/new-event';
import type { Call } from '@claims-askes/chassis/http/caller';
import type { StoredAnswer } from '@claims-askes/chassis/http/envelope';
import { isNew } from '@claims-askes/kernel/revision';
import { isChanged, type ProviderChange } from '../domain/provider';
import { type PublishedContract, providerEffects } from '../repositories/provider-effects';
import type { Deps } from './deps';
import { factsOf } from './facts-of';

interface Changes {
	readonly providers?: readonly ProviderChange[];
	readonly contracts?: readonly PublishedContract[];
}

interface Reply {
	readonly status: number;
	readonly data: unknown;
}

/** Stores providers and contracts with audit rows and events. Throws LOST_RACE where a provider has changed meanwhile. */
export function saveProviders(
	{ platform }: Deps,
	call: Call,
	{ providers = [], contracts = [] }: Changes,
	reply: Reply,
): Promise<StoredAnswer> {
	const updates = providers.filter((change) => !isNew(change) && isChanged(change)).length;
	return commit(platform, call, {
		...reply,
		effects: providerEffects(platform.sql, providers, contracts),
		events: [...providers.flatMap(eventsOf), ...contracts.map(publicationOf)],
		audit: [...providers.flatMap(auditOf), ...contracts.map(publicationAudit)],
		...(updates > 0
			? { requires: { effect: 'providers_changed', rows: updates, otherwise: LOST_RACE } }
			: {}),
	});
}

function eventsOf(change: ProviderChange): NewEvent[] {
	const { id } = change.after;
	const data = { provider_id: id };
	if (change.before === null) return [{ type: 'provider.registered', key: id, data }];
	return isChanged(change) ? [{ type: 'provider.changed', key: id, data }] : [];
}

export const publicationOf = ({ id, provider_id, terms }: PublishedContract): NewEvent => ({
	type: 'provider.contract.published',
	key: provider_id,
	data: { provider_id, contract_id: id, from: terms.from },
});

function auditOf(change: ProviderChange): Change[] {
	const { before, after } = change;
	if (before !== null && !isChanged(change)) return [];
	return [
		{
			action: before ? 'provider.changed' : 'provider.registered',
			entity: 'provider',
			entityId: after.id,
			...(before ? { before: factsOf(before) } : {}),
			after: factsOf(after),
		},
	];
}

export const publicationAudit = ({ id, provider_id, hash, terms }: PublishedContract): Change => ({
	action: 'contract.published',
	entity: 'contract',
	entityId: id,
	after: { provider_id, hash, from: terms.from, to: terms.to, currency: terms.currency },
});

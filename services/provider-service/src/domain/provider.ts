import type { ProviderFacts } from '@claims-askes/contracts/provider-facts';
import { isNpi } from '@claims-askes/kernel/npi';
import { ProblemError } from '@claims-askes/kernel/problems';
import { isSame, type Revision } from '@claims-askes/kernel/revision';
import type { HeldContract } from './contract';
import { PROVIDER_PROBLEMS } from './problems';

export type Provider = Omit<ProviderFacts, 'contracts'> & { readonly contracts: readonly HeldContract[] };

type Optional<T> = { readonly [K in keyof T]?: T[K] | undefined };
type Identity = Pick<ProviderFacts, 'npi' | 'tax_id'>;

/** What may change of a provider; what is left out stays as it is. */
export type ProviderChanges = Optional<
	Identity & Pick<ProviderFacts, 'name' | 'status' | 'licence_to' | 'specialties' | 'channels'>
>;

/** A provider as they are registered. */
export type Registration = ProviderChanges & Pick<ProviderFacts, 'kind' | 'name'>;

const CHANGEABLE = [
	'name',
	'npi',
	'tax_id',
	'status',
	'licence_to',
	'specialties',
	'channels',
] as const satisfies readonly (keyof ProviderChanges)[];

/** A provider of whom nothing is known yet but what is said. */
export function registerProvider(registration: Registration, id: string): Provider {
	const blank: Provider = {
		id,
		kind: registration.kind,
		name: registration.name,
		npi: null,
		tax_id: null,
		status: 'active',
		licence_to: null,
		specialties: [],
		channels: ['cashless', 'reimbursement'],
		contracts: [],
	};
	return changeProvider(blank, registration);
}

export function changeProvider(provider: Provider, changes: ProviderChanges): Provider {
	if (changes.npi && !isNpi(changes.npi)) throw new ProblemError(PROVIDER_PROBLEMS.NPI_INVALID);
	const said = CHANGEABLE.filter((field) => changes[field] !== undefined);
	return { ...provider, ...Object.fromEntries(said.map((field) => [field, changes[field]])) };
}

/** By what a provider is known: the NPI, or where there is none, the tax id. */
export const identityOf = ({ npi, tax_id }: Optional<Identity>): string | null =>
	npi ? `npi ${npi}` : tax_id ? `tax id ${tax_id}` : null;

/** Throws where somebody else is known by the same. */
export function assertOwnIdentity(provider: Provider, others: readonly Provider[]): void {
	const identity = identityOf(provider);
	const isTaken = others.some((other) => other.id !== provider.id && identityOf(other) === identity);
	if (identity === null || !isTaken) return;
	throw new ProblemError(provider.npi ? PROVIDER_PROBLEMS.NPI_TAKEN : PROVIDER_PROBLEMS.TAX_ID_TAKEN);
}

export type ProviderChange = Revision<Provider>;

/** Whether anything but the contracts differs. */
export const isChanged = ({ before, after }: ProviderChange): boolean =>
	CHANGEABLE.some((field) => !isSame(before?.[field], after[field]));

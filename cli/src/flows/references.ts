import { isUuid } from '@claims-askes/kernel/uuid';
import type { AskesClients } from '@claims-askes/sdk';
import { Failure } from '../failure';
import { answered } from './answered';

interface Lookup<T> {
	readonly what: string;
	readonly byId: (id: string) => Promise<{ readonly data?: { readonly data: T } | undefined }>;
	readonly byNumber: (
		number: string,
	) => Promise<{ readonly data?: { readonly data: readonly T[] } | undefined }>;
}

/** People name things by the numbers that stand on paper, programs by their ids. */
export async function findNamed<T>(reference: string, { what, byId, byNumber }: Lookup<T>): Promise<T> {
	if (isUuid(reference)) return answered((await byId(reference)).data);
	const [found, another] = answered((await byNumber(reference)).data);
	if (found === undefined) throw new Failure('refused', 'NOT_FOUND', `there is no ${what} ${reference}`);
	if (another === undefined) return found;
	throw new Failure(
		'refused',
		'NUMBER_SHARED',
		`more than one ${what} has the number ${reference}: name the id`,
	);
}

export const findGroup = ({ policies }: AskesClients, reference: string) =>
	findNamed(reference, {
		what: 'group',
		byId: (id) => policies.GET('/api/v1/groups/{id}', { params: { path: { id } } }),
		byNumber: (number) => policies.GET('/api/v1/groups', { params: { query: { number, limit: 2 } } }),
	});

export const findPolicy = ({ policies }: AskesClients, reference: string) =>
	findNamed(reference, {
		what: 'policy',
		byId: (id) => policies.GET('/api/v1/policies/{id}', { params: { path: { id } } }),
		byNumber: (number) => policies.GET('/api/v1/policies', { params: { query: { number, limit: 2 } } }),
	});

/** By the NPI, which has ten digits and is nobody else's, or by the tax id, which several may share. */
export const findProvider = ({ providers }: AskesClients, reference: string) =>
	findNamed(reference, {
		what: 'provider',
		byId: (id) => providers.GET('/api/v1/providers/{id}', { params: { path: { id } } }),
		byNumber: (number) => {
			const named = /^\d{10}$/.test(number) ? { npi: number } : { tax_id: number };
			return providers.GET('/api/v1/providers', { params: { query: { ...named, limit: 2 } } });
		},
	});

export const findMember = ({ members }: AskesClients, reference: string) =>
	findNamed(reference, {
		what: 'member',
		byId: (id) => members.GET('/api/v1/members/{id}', { params: { path: { id } } }),
		byNumber: (number) =>
			members.GET('/api/v1/members', { params: { query: { member_number: number, limit: 2 } } }),
	});

/** The ids of those whom flags name, where they name anybody. */
export const idOf = async (
	reference: string | undefined,
	find: (reference: string) => Promise<{ readonly id: string }>,
): Promise<string | undefined> => (reference === undefined ? undefined : (await find(reference)).id);

/** Of a number the service tells what it grants; the whole of it is read by its id. */
export async function findAuthorization({ authorizations }: AskesClients, reference: string) {
	const byId = (id: string) =>
		authorizations.GET('/api/v1/authorizations/{id}', { params: { path: { id } } });
	const { id } = await findNamed<{ readonly id: string }>(reference, {
		what: 'authorization',
		byId: async (id) => ({ data: { data: { id } } }),
		byNumber: (number) =>
			authorizations.POST('/api/v1/authorizations/batch-get', { body: { numbers: [number] } }),
	});
	return answered((await byId(id)).data);
}

/** The service itself knows a claim by its number. */
export const findClaim = async ({ claims }: AskesClients, reference: string) =>
	answered((await claims.GET('/api/v1/claims/{id}', { params: { path: { id: reference } } })).data);

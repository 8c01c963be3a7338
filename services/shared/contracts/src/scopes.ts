import type { ServiceName } from './services';

/** Every scope there is, `<noun>:<verb>`, and what it lets its bearer do. */
const SCOPES = {
	'claims:read': 'read claims, their history and their batches',
	'claims:write': 'submit, void, replace and appeal claims',
	'members:read': 'read members, coverage and eligibility',
	'members:write': 'enroll members and change coverage',
	'providers:read': 'read providers, networks and contracts',
	'providers:write': 'register providers and publish contracts',
	'plans:read': 'read plans and their versions',
	'plans:write': 'publish plans',
	'policies:read': 'read groups, policies and funds',
	'policies:write': 'issue policies and credit funds',
	'authorizations:read': 'read authorizations',
	'authorizations:write': 'request, decide and consume authorizations',
	'adjudication:read': 'read decisions, traces, balances and the review queue',
	'adjudication:write': 'release, deny and override pended claims',
	'payments:read': 'read payables, payments, remittances and EOBs',
	'payments:write': 'run payments',
	'notifications:read': 'read notifications',
	'notifications:write': 'send notifications and set preferences',
	'documents:read': 'read documents',
	'documents:write': 'store documents',
	'views:read': 'read the aggregates of the BFFs',
	'events:read': 'read the logs of events and subscribe to them',
	'events:replay': 'try parked events again',
	'clients:read': 'read registered clients and which keys sign their tokens',
	'clients:write': 'register and withdraw clients, renew their secrets and rotate signing keys',
} as const;

export type Scope = keyof typeof SCOPES;
export const SCOPE_NAMES = Object.keys(SCOPES) as Scope[];

/** Who may sign in to what is the operator's business alone. */
const READS = SCOPE_NAMES.filter((scope) => scope.endsWith(':read') && scope !== 'clients:read');

/** What a service may do elsewhere: read everything, and write only what its work brings about. */
const WRITES: Partial<Record<ServiceName, readonly Scope[]>> = {
	'adjudication-service': ['authorizations:write'],
	'claims-service': ['documents:write'],
};
export const scopesOfService = (name: ServiceName): readonly Scope[] => [...READS, ...(WRITES[name] ?? [])];

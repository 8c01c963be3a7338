interface ServiceDeclaration {
	readonly port: number;
	/** The schema that it alone may touch. */
	readonly schema: string | null;
	/** What it is called in the SDK. The identity service speaks OAuth, which has clients of its own. */
	readonly client: string | null;
	/** What it is for. */
	readonly owns: string;
}

/** The catalogue of processes. `services/README.md` says the same to people. */
export const SERVICES = {
	'claims-service': {
		port: 8001,
		schema: 'claims_service',
		client: 'claims',
		owns: 'intake, life cycle, appeals, batches, history',
	},
	'member-service': {
		port: 8002,
		schema: 'member_service',
		client: 'members',
		owns: 'members, families, coverage, eligibility',
	},
	'provider-service': {
		port: 8003,
		schema: 'provider_service',
		client: 'providers',
		owns: 'facilities, practitioners, networks, contracts',
	},
	'benefit-service': {
		port: 8004,
		schema: 'benefit_service',
		client: 'benefits',
		owns: 'plans as versioned documents, benefit inquiry',
	},
	'policy-service': {
		port: 8005,
		schema: 'policy_service',
		client: 'policies',
		owns: 'groups, policies, classes, funds',
	},
	'authorization-service': {
		port: 8006,
		schema: 'authorization_service',
		client: 'authorizations',
		owns: 'prior authorization, guarantee letters',
	},
	'adjudication-service': {
		port: 8007,
		schema: 'adjudication_service',
		client: 'adjudication',
		owns: 'decisions with their trace, balances, review, recalculation, simulation',
	},
	'payment-service': {
		port: 8008,
		schema: 'payment_service',
		client: 'payments',
		owns: 'payables, payment runs, ledger, remittances, EOBs',
	},
	'notification-service': {
		port: 8009,
		schema: 'notification_service',
		client: 'notifications',
		owns: 'templates, preferences, webhooks, delivery log',
	},
	'document-service': {
		port: 8010,
		schema: 'document_service',
		client: 'documents',
		owns: 'documents and their content',
	},
	'identity-service': {
		port: 8011,
		schema: 'identity_service',
		client: null,
		owns: 'OAuth 2.0 / OIDC issuer for development and single sites',
	},
	'web-bff': { port: 4000, schema: null, client: 'web', owns: 'nothing: aggregates, search, live stream' },
	'mobile-bff': {
		port: 4001,
		schema: null,
		client: 'mobile',
		owns: 'nothing: small payloads, one round trip',
	},
} as const satisfies Record<string, ServiceDeclaration>;

export type ServiceName = keyof typeof SERVICES;

export const SERVICE_NAMES = Object.keys(SERVICES) as ServiceName[];

/** The services that own a database schema, and so a log of events. */
export const OWNING_SERVICES = SERVICE_NAMES.filter((name) => SERVICES[name].schema !== null);

/** The setting that says where a peer is found: `member-service` → `MEMBER_SERVICE_URL`, `web-bff` → `WEB_BFF_URL`. */
export const urlSettingOf = (name: ServiceName): string => `${name.toUpperCase().replaceAll('-', '_')}_URL`;

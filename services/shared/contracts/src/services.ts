/** The catalogue of processes: what each is called, where it listens, and which schema it alone may touch. */
export const SERVICES = {
	'claims-service': { port: 8001, schema: 'claims_service' },
	'member-service': { port: 8002, schema: 'member_service' },
	'provider-service': { port: 8003, schema: 'provider_service' },
	'benefit-service': { port: 8004, schema: 'benefit_service' },
	'policy-service': { port: 8005, schema: 'policy_service' },
	'authorization-service': { port: 8006, schema: 'authorization_service' },
	'adjudication-service': { port: 8007, schema: 'adjudication_service' },
	'payment-service': { port: 8008, schema: 'payment_service' },
	'notification-service': { port: 8009, schema: 'notification_service' },
	'document-service': { port: 8010, schema: 'document_service' },
	'identity-service': { port: 8011, schema: 'identity_service' },
	'web-bff': { port: 4000, schema: null },
	'mobile-bff': { port: 4001, schema: null },
} as const satisfies Record<string, { port: number; schema: string | null }>;

export type ServiceName = keyof typeof SERVICES;

export const SERVICE_NAMES = Object.keys(SERVICES) as ServiceName[];

/** The services that own a database schema, and so a log of events. */
export const OWNING_SERVICES = SERVICE_NAMES.filter((name) => SERVICES[name].schema !== null);

/** The setting that says where a peer is found: `member-service` → `MEMBER_SERVICE_URL`, `web-bff` → `WEB_BFF_URL`. */
export const urlSettingOf = (name: ServiceName): string => `${name.toUpperCase().replaceAll('-', '_')}_URL`;

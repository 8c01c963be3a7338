import type { Peers } from '@claims-askes/chassis/peers/peers';
import { testClient } from '@claims-askes/chassis/testing/client';
import { testDatabase } from '@claims-askes/chassis/testing/database';
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import type { CanonicalClaim, ClaimLine } from '@claims-askes/sdk/claim';
import { buildApp } from '../src/app';
import { settings } from '../src/config';
import type { ExportFiles } from '../src/usecases/fhir/exports/export-files';

/** The service on a database of its own, a client that may do everything here, and a look behind the service's back. */
export async function startClaims(
	env: Record<string, string> = {},
	peers: Partial<Peers> = {},
	exportFiles?: ExportFiles,
) {
	const database = await testDatabase('claims-service');
	const own = testPlatform('claims-service', settings, { DATABASE_URL: database.url, ...env });
	const platform: typeof own = Object.assign(Object.create(own), { peers: { ...own.peers, ...peers } });
	const admin = testPlatform('claims-service', settings, { DATABASE_URL: database.adminUrl });
	const app = buildApp(platform, platform.config, exportFiles);
	const send = testClient(app, { role: 'staff', scopes: ['claims:read', 'claims:write'] });
	const eventsAbout = (claimId: string) => admin.sql<LoggedEvent[]>`
		select event_id, event_type, position::int, key, data from claims_service.outbox
		where data ->> 'claim_id' = ${claimId} order by position`;
	const count = async (table: string) =>
		Number((await admin.sql`select count(*) from ${admin.sql(table)}`)[0]?.count);
	return {
		app,
		platform,
		admin: admin.sql,
		send,
		eventsAbout,
		count,
		async stop() {
			await Promise.all([platform.sql.end(), admin.sql.end()]);
			await database.drop();
		},
	};
}

export interface LoggedEvent {
	readonly event_id: string;
	readonly event_type: string;
	readonly position: number;
	readonly key: string;
	readonly data: Readonly<Record<string, unknown>>;
}

let made = 0;

/** A line of one office visit. */
export const aLine = (changes: Partial<ClaimLine> = {}): ClaimLine => ({
	number: 1,
	service_date: '2026-03-01',
	procedure_code: '99213',
	code_system: 'hcpcs',
	modifiers: [],
	units: 1,
	charge: '120.00',
	diagnosis_pointers: [1],
	...changes,
});

/** A clean claim, different from every other in the submitter's own number. */
export const aClaim = (changes: Partial<CanonicalClaim> = {}): CanonicalClaim => ({
	claim_id: `A-${++made}`,
	type: 'professional',
	use: 'claim',
	frequency_code: '1',
	currency: 'USD',
	total_charge: '120.00',
	billing_provider: { npi: '1234567893', name: 'Clinic' },
	subscriber: { member_id: 'M1', last_name: 'Smith' },
	patient: { relationship: 'self', last_name: 'Smith' },
	payer: { id: 'P1', name: 'Payer' },
	diagnoses: [{ code: 'J069', system: 'icd-10-cm', role: 'principal' }],
	lines: [aLine()],
	other_payers: [],
	source: { format: 'json' },
	...changes,
});

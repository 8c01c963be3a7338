import { testClient } from '@claims-askes/chassis/testing/client';
import { testDatabase } from '@claims-askes/chassis/testing/database';
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import { buildApp } from '../src/app';
import { settings } from '../src/config';

/** The service on a database of its own, and a client that may do everything here. */
export async function startBenefits() {
	const database = await testDatabase('benefit-service');
	const platform = testPlatform('benefit-service', settings, { DATABASE_URL: database.url });
	const admin = testPlatform('benefit-service', settings, { DATABASE_URL: database.adminUrl });
	const send = testClient(buildApp(platform), { scopes: ['plans:read', 'plans:write'] });
	return {
		platform,
		admin: admin.sql,
		send,
		async stop() {
			await Promise.all([platform.sql.end(), admin.sql.end()]);
			await database.drop();
		},
	};
}

let plans = 0;

/** A plan under an id that nobody has yet. */
export const aPlan = (changes: object = {}) => ({
	id: `PLAN-${++plans}`,
	name: 'Rawat Jalan',
	currency: 'IDR',
	benefits: {
		GP: {
			limits: [{ id: 'gp', per: 'day', amount: '250000' }],
			cost_share: { in: { copay: { amount: '50000', per: 'visit' } } },
		},
		SPA: { covered: false },
	},
	benefit_of: { 'GP-1': 'GP', 'SPA-1': 'SPA' },
	cost_share: { in: { coinsurance: 10 } },
	pools: [{ id: 'annual', scope: 'member', per: 'year', amount: '10000000' }],
	...changes,
});

import { testService } from '@claims-askes/chassis/testing/service';
import { buildApp } from '../src/app';
import { settings } from '../src/config';

/** The service on a database of its own, and a client that may do everything here. */
export const startBenefits = () =>
	testService('benefit-service', settings, buildApp, ['plans:read', 'plans:write']);

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

import { createApp } from '@claims-askes/chassis/http/app';
import type { Platform } from '@claims-askes/chassis/platform';
import { eobRoutes, ledgerRoutes, paymentRoutes, paymentRunRoutes } from './api/v1/payments.routes';
import type { PaymentConfig } from './config';

export const buildApp = (platform: Platform, config: PaymentConfig) =>
	createApp(
		platform,
		{ title: 'Payments', description: 'Payables, payment runs, the ledger, remittances and EOBs.' },
		[
			paymentRunRoutes(platform, config),
			paymentRoutes(platform, { platform, aloneUpTo: config.SECOND_APPROVER_ABOVE }),
			eobRoutes(platform),
			ledgerRoutes(platform),
		],
	);

import type { Platform } from '@claims-askes/chassis/platform';
import { onAppealDecided } from './on-appeal-decided';
import { onClaimAdjudicated } from './on-claim-adjudicated';
import { onPaymentProcessed } from './on-payment-processed';
import { onPaymentScheduled } from './on-payment-scheduled';

/** All that this service hears. */
export const hears = (platform: Platform) => [
	onClaimAdjudicated(platform),
	onAppealDecided(platform),
	onPaymentScheduled(platform),
	onPaymentProcessed(platform),
];

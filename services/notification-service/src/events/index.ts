import type { Platform } from '@claims-askes/chassis/platform';
import type { Settings } from '../config';
import { onDocumentsAwaited } from './on-documents-awaited';
import { onDocumentsRequested } from './on-documents-requested';
import { onFundAlerted } from './on-fund-alerted';
import { onFundShort } from './on-fund-short';
import { onPaymentProcessed } from './on-payment-processed';
import { onPaymentRunCompleted } from './on-payment-run-completed';
import { onPaymentVoided } from './on-payment-voided';

/** All that this service hears. */
export function hears(platform: Platform, { SMTP_URL }: Pick<Settings, 'SMTP_URL'>) {
	const hasEmail = SMTP_URL !== undefined;
	return [
		onPaymentProcessed,
		onPaymentRunCompleted,
		onPaymentVoided,
		onFundAlerted,
		onFundShort,
		onDocumentsRequested,
		onDocumentsAwaited,
	].map((hear) => hear(platform, hasEmail));
}

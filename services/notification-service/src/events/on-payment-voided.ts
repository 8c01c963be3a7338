import { on } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import { tellOfVoids } from '../usecases/tell-of-events';

/** A payment was taken back: its payee is told, who else would look for its money, or keep it in their books. */
export const onPaymentVoided = (platform: Platform, hasEmail: boolean) =>
	on('payment.voided', { apply: (tx, events) => tellOfVoids(platform, tx, events, hasEmail) });

import { on } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import { offerCredits } from '../usecases/recalculation/offer-what-is-left';

/** Has the claims decided again that waited for the group's money, or were cut for want of it. */
export const onFundCredited = (platform: Platform) =>
	on('policy.fund.credited', { apply: (tx, events) => offerCredits(platform, tx, events) });

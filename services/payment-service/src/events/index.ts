import type { Platform } from '@claims-askes/chassis/platform';
import { onClaimAdjudicated } from './on-claim-adjudicated';
import { onClaimReversed } from './on-claim-reversed';

/** What payment-service hears. */
export const hears = (platform: Platform) => [onClaimAdjudicated(platform), onClaimReversed(platform)];

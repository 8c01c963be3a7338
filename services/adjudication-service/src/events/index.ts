import type { Platform } from '@claims-askes/chassis/platform';
import { factDeskOf } from '../usecases/facts/gather-facts';
import { onChanges } from './on-changes';
import { onClaimAppealed } from './on-claim-appealed';
import { onClaimSubmitted } from './on-claim-submitted';
import { onClaimVoided } from './on-claim-voided';
import { onDocumentStored } from './on-document-stored';
import { onFundCredited } from './on-fund-credited';

/** What this service hears. */
export const hears = (platform: Platform) => [
	onClaimSubmitted(platform, factDeskOf(platform).gatherFacts),
	onClaimAppealed(platform),
	onClaimVoided(platform),
	onFundCredited(platform),
	onDocumentStored(platform),
	...onChanges(platform),
];

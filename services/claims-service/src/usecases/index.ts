import { dayIn } from '@claims-askes/chassis/payer-calendar';
import type { Platform } from '@claims-askes/chassis/platform';
import { appealsRepository } from '../repositories/appeals.repository';
import { claimBatchesRepository } from '../repositories/claim-batches.repository';
import { claimCounts } from '../repositories/claim-counts.repository';
import { claimNumbers } from '../repositories/claim-numbers';
import { claimsRepository } from '../repositories/claims.repository';
import { codeSets } from '../repositories/code-sets.repository';
import { appealClaim } from './appeal-claim';
import { claimBatches } from './claim-batches';
import { countClaims } from './count-claims';
import { importClaims } from './import-claims';
import { createIntake, type IntakeParts } from './intake';
import { intakeMetrics } from './intake-metrics';
import { predetermineClaim } from './predetermine-claim';
import { readAppeals } from './read-appeals';
import { claimStatuses, readClaims } from './read-claims';
import { submitClaim } from './submit-claim';
import { voidClaim } from './void-claim';

export type UseCases = ReturnType<typeof createUseCases>;
export type ClaimUseCases = UseCases['claims'];
export type BatchUseCases = UseCases['batches'];

/** Everything that callers can ask of this service. */
export function createUseCases(platform: Platform, settings: Pick<IntakeParts, 'warnOnly' | 'payerRules'>) {
	const { sql, now, config } = platform;
	const claims = claimsRepository(sql);
	const batches = claimBatchesRepository(sql);
	const count = intakeMetrics(platform);
	const intake = createIntake(platform, {
		claims,
		codeSets: codeSets(sql, now),
		numbers: claimNumbers(sql),
		dateOf: (instant) => dayIn(config.PAYER_TIME_ZONE, instant),
		...settings,
	});
	const appeals = appealsRepository(sql);
	return {
		claims: {
			...readClaims(claims),
			submit: submitClaim(platform, intake, count),
			predetermine: predetermineClaim(platform, intake),
			void: voidClaim(platform, claims),
			appeal: appealClaim(platform, claims, appeals),
			appeals: readAppeals(claims, appeals),
			statuses: claimStatuses,
			counts: countClaims(claimCounts(sql)),
		},
		batches: {
			...claimBatches(platform, batches),
			importClaims: importClaims(platform, { intake, claims, batches, count }),
		},
	};
}

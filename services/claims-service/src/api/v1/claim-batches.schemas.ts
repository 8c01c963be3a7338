import { PageQuery } from '@claims-askes/chassis/http/paging';
import { z } from 'zod';
import { CLAIM_STATUSES } from '../../domain/claim-status';
import { Finding } from './claims.schemas';

const Count = z.int().min(0);

export const OpenBatch = z
	.strictObject({
		name: z.string().trim().min(1).max(200).describe('such as the name of the file'),
		format: z.string().trim().min(1).max(40).describe('such as x12-837p, fhir-r4, csv or ndjson'),
		expected: Count.max(2_147_483_647)
			.optional()
			.describe('how many claims are to come, where that is known'),
	})
	.meta({ id: 'OpenClaimBatch' });

const Tally = z
	.strictObject({ read: Count, accepted: Count, duplicate: Count, rejected: Count })
	.meta({ id: 'ImportTally' });

export const BatchView = z
	.strictObject({
		id: z.uuid(),
		name: z.string(),
		format: z.string(),
		expected: Count.nullable(),
		submitted_by: z.string(),
		created_at: z.iso.datetime(),
		claims: Tally.describe('how its claims were met at the door'),
		statuses: z.partialRecord(z.enum(CLAIM_STATUSES), Count).describe('where its accepted claims stand now'),
	})
	.meta({ id: 'ClaimBatch' });
export const BatchList = z.array(BatchView);

const ImportedClaim = z
	.strictObject({
		identity: z
			.string()
			.min(1)
			.max(500)
			.describe('the same for the same claim of the same file: a hash of control numbers, place and content'),
		claim: z.unknown().describe('a canonical claim (canonical-claim.schema.json); each is judged by itself'),
	})
	.meta({ id: 'ImportedClaim' });

export const ImportClaims = z
	.strictObject({ claims: z.array(ImportedClaim).min(1).max(1_000) })
	.meta({ id: 'ImportClaims' });

export const ImportResult = z
	.strictObject({
		batch_id: z.uuid(),
		claims: Tally,
		outcomes: z
			.array(
				z
					.strictObject({
						identity: z.string(),
						outcome: z.enum(['accepted', 'duplicate', 'rejected']),
						claim_id: z.uuid().nullable().describe('of a duplicate, the claim that was there before'),
						claim_number: z.string().nullable(),
						reasons: z.array(Finding),
						warnings: z.array(Finding),
					})
					.meta({ id: 'ImportOutcome' }),
			)
			.describe('one for each claim of the request, in its order'),
	})
	.meta({ id: 'ImportResult' });

export const BatchId = z.strictObject({ id: z.uuid() });
export const BatchQuery = PageQuery;

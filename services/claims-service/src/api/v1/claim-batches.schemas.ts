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
	.strictObject({
		read: Count.describe('Claims that came in'),
		accepted: Count.describe('Claims that were taken in'),
		duplicate: Count.describe('Claims that were here before'),
		rejected: Count.describe('Claims that were rejected at the door'),
	})
	.meta({ id: 'ImportTally' });

export const BatchView = z
	.strictObject({
		id: z.uuid().describe('Identifier of the batch'),
		name: z.string().describe('As whoever opened it named it'),
		format: z.string().describe('Format of the input'),
		expected: Count.nullable().describe('How many claims are to come; null: not said'),
		submitted_by: z.string().describe('Who opened it'),
		created_at: z.iso.datetime().describe('When it was opened'),
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
		batch_id: z.uuid().describe('Batch that they came in'),
		claims: Tally.describe('How they were met at the door'),
		outcomes: z
			.array(
				z
					.strictObject({
						identity: z.string().describe('As it was sent'),
						outcome: z
							.enum(['accepted', 'duplicate', 'rejected'])
							.describe('How the claim was met at the door'),
						claim_id: z.uuid().nullable().describe('of a duplicate, the claim that was there before'),
						claim_number: z.string().nullable().describe('Number of the claim; null: it was rejected'),
						reasons: z.array(Finding).describe('Why it was rejected'),
						warnings: z.array(Finding).describe('What was noticed and let pass'),
					})
					.meta({ id: 'ImportOutcome' }),
			)
			.describe('one for each claim of the request, in its order'),
	})
	.meta({ id: 'ImportResult' });

export const BatchId = z.strictObject({ id: z.uuid() });
export const BatchQuery = PageQuery;

import { z } from 'zod';
import { Contact } from './parties';
import { text } from './primitives';

/** Something the input carried that the canonical claim has no field for; `path` says where it stood. */
export const Extra = z
	.strictObject({
		path: text(200).describe('Where it stood in the input'),
		value: z
			.union([
				z.string().max(20_000),
				z.array(z.union([z.string().max(5_000), z.array(z.string().max(5_000)).max(100)])).max(200),
			])
			.describe('What stood there'),
	})
	.meta({ id: 'Extra', description: 'Something the input carried that the claim has no field for' });

/** Who sent a file and whom it was meant for: loops 1000A and 1000B of the 837. */
export const TradingPartner = z
	.strictObject({
		id: text(80).optional().describe('Electronic transmitter identification number'),
		name: text(80).optional().describe('Name of the trading partner'),
		contacts: z.array(Contact).max(10).optional().describe('Whom to ask there'),
	})
	.meta({ id: 'TradingPartner', description: 'Sender or receiver of a file' });

/**
 * Where a claim came from. Control numbers, `position` and `content_hash` together are the identity of an
 * imported claim: the same file imported twice yields the same sources.
 */
export const ClaimSource = z
	.strictObject({
		format: text(40)
			.meta({ examples: ['x12-837p', 'fhir-r4', 'csv', 'json'] })
			.describe('Format of the input'),
		version: text(40).optional().describe('Version of the format or its guide'),
		is_test: z.literal(true).optional().meta({
			description: 'the sender says that this is test data (ISA15 T): its identifiers may be made up',
		}),
		file: text(1000).optional().describe('Name of the file'),
		interchange_control_number: text(50).optional().describe('Interchange control number (ISA13)'),
		group_control_number: text(50).optional().describe('Group control number (GS06)'),
		transaction_control_number: text(50).optional().describe('Transaction set control number (ST02)'),
		position: z
			.int()
			.min(1)
			.optional()
			.meta({ description: 'place in its transaction, file or bundle, from 1' }),
		segment: z
			.int()
			.min(1)
			.optional()
			.meta({ description: 'segment or row of the file where the claim begins' }),
		content_hash: text(128).optional().describe('Hash of the content'),
		batch_reference: text(80).optional().describe('Originator application transaction identifier (BHT03)'),
		submitted_at: text(40).optional().describe('When the file was made, as the sender says (BHT04, BHT05)'),
		submitter: TradingPartner.optional().describe('Who sent the file'),
		receiver: TradingPartner.optional().describe('Whom the file was meant for'),
		extras: z.array(Extra).max(20_000).optional().describe('What the input carried beyond these fields'),
	})
	.meta({ id: 'ClaimSource', description: 'Where the claim came from' });

export type Extra = z.infer<typeof Extra>;
export type TradingPartner = z.infer<typeof TradingPartner>;
export type ClaimSource = z.infer<typeof ClaimSource>;

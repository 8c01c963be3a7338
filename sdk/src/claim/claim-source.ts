import { z } from 'zod';
import { Contact } from './parties';
import { text } from './primitives';

/** Something the input carried that the canonical claim has no field for; `path` says where it stood. */
export const Extra = z
	.strictObject({
		path: text(200),
		value: z.union([
			z.string().max(20_000),
			z.array(z.union([z.string().max(5_000), z.array(z.string().max(5_000)).max(100)])).max(200),
		]),
	})
	.meta({ id: 'Extra' });

/** Who sent a file and whom it was meant for: loops 1000A and 1000B of the 837. */
export const TradingPartner = z
	.strictObject({
		id: text(80).optional(),
		name: text(80).optional(),
		contacts: z.array(Contact).max(10).optional(),
	})
	.meta({ id: 'TradingPartner' });

/**
 * Where a claim came from. Control numbers, `position` and `content_hash` together are the identity of an
 * imported claim: the same file imported twice yields the same sources.
 */
export const ClaimSource = z
	.strictObject({
		format: text(40).meta({ examples: ['x12-837p', 'fhir-r4', 'csv', 'json'] }),
		version: text(40).optional(),
		is_test: z.literal(true).optional().meta({
			description: 'the sender says that this is test data (ISA15 T): its identifiers may be made up',
		}),
		file: text(1000).optional(),
		interchange_control_number: text(50).optional(),
		group_control_number: text(50).optional(),
		transaction_control_number: text(50).optional(),
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
		content_hash: text(128).optional(),
		batch_reference: text(80).optional(),
		submitted_at: text(40).optional(),
		submitter: TradingPartner.optional(),
		receiver: TradingPartner.optional(),
		extras: z.array(Extra).max(20_000).optional(),
	})
	.meta({ id: 'ClaimSource' });

export type Extra = z.infer<typeof Extra>;
export type TradingPartner = z.infer<typeof TradingPartner>;
export type ClaimSource = z.infer<typeof ClaimSource>;

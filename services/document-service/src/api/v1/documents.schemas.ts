import { batchOf, PageQuery } from '@claims-askes/chassis/http/paging';
import { Id } from '@claims-askes/contracts/primitives';
import { z } from 'zod';
import { DOCUMENT_KIND, DOCUMENT_KINDS, MEDIA_TYPES } from '../../domain/document';

const Kind = z
	.string()
	.regex(DOCUMENT_KIND)
	.describe(`${DOCUMENT_KINDS.join(', ')}; or what a plan calls the document that it asks for`)
	.meta({ id: 'DocumentKind', examples: ['receipt'] });
const MediaType = z.enum(MEDIA_TYPES);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** A name and no path, which people are shown as it is: no mark turns a part of it round, as `\u202Efdp.exe` is read exe.pdf. */
const FileName = z
	.string()
	.trim()
	.min(1)
	.max(200)
	.regex(/^(?!\.+$)[^/\\\p{Cc}\u2028-\u202E\u2066-\u2069]+$/u, 'must be a plain file name');

export const CreateDocument = z
	.strictObject({
		kind: Kind,
		media_type: MediaType,
		file_name: FileName.optional(),
		claim_id: Id.optional(),
		member_id: Id.optional(),
		provider_id: Id.optional(),
		size_bytes: z.int().positive().optional().describe('Where it is told, the content must have this size'),
		sha256: Sha256.optional().describe('Where it is told, the content must have this digest'),
		content: z
			.record(z.string(), z.unknown())
			.optional()
			.describe('A small JSON document itself; anything else is uploaded to /content'),
	})
	.refine(({ content, media_type }) => content === undefined || media_type.endsWith('json'), {
		path: ['content'],
		message: 'comes along only with a JSON media type',
	})
	.meta({ id: 'CreateDocument' });

export const DocumentView = z
	.strictObject({
		id: Id,
		kind: Kind,
		media_type: MediaType,
		file_name: z.string().nullable(),
		claim_id: Id.nullable(),
		member_id: Id.nullable(),
		provider_id: Id.nullable(),
		status: z.enum(['awaiting_content', 'stored', 'removed']),
		size_bytes: z.int().nullable(),
		sha256: Sha256.nullable(),
		created_at: z.iso.datetime(),
		stored_at: z.iso.datetime().nullable(),
	})
	.meta({ id: 'Document' });

export const LinkDocument = z.strictObject({ claim_id: Id }).meta({ id: 'LinkDocument' });

export const DocumentKeys = z
	.strictObject({ ids: batchOf(Id).optional(), claim_ids: batchOf(Id).optional() })
	.refine(({ ids, claim_ids }) => ids || claim_ids, 'names no document')
	.meta({ id: 'DocumentKeys' });

export const DocumentQuery = PageQuery.extend({
	claim_id: Id.optional().describe('Only documents linked to this claim'),
	member_id: Id.optional().describe('Only documents about this member'),
	provider_id: Id.optional().describe('Only documents of this provider'),
	kind: Kind.optional().describe('Only documents of this kind'),
});

export const DocumentParams = z.object({ id: Id });

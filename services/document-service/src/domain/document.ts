/** What documents are to every payer. A plan may ask for others, in its own words: `dental_xray`. */
export const DOCUMENT_KINDS = [
	'claim_form',
	'invoice',
	'receipt',
	'medical_record',
	'prescription',
	'referral',
	'guarantee_letter',
	'eob',
	'remittance',
	'correspondence',
	'export',
	'other',
] as const;
export type DocumentKind = string;

/** What may be the word for a kind of document. */
export const DOCUMENT_KIND = /^[a-z0-9][a-z0-9_-]{0,59}$/;

/** What may be stored: things that a viewer shows, and none that a browser would run. */
export const MEDIA_TYPES = [
	'application/pdf',
	'image/jpeg',
	'image/png',
	'image/tiff',
	'image/heic',
	'text/plain',
	'text/csv',
	'application/json',
	'application/fhir+json',
	'application/fhir+ndjson',
	'application/xml',
	'application/edi-x12',
	'application/dicom',
] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** What the bytes of a document are, once they are known. */
export interface Content {
	readonly size_bytes: number;
	readonly sha256: string;
}

/** To whom a document belongs. */
export interface Parties {
	readonly claim_id: string | null;
	readonly member_id: string | null;
	readonly provider_id: string | null;
}

export interface Document extends Parties {
	readonly id: string;
	readonly kind: DocumentKind;
	readonly media_type: MediaType;
	readonly file_name: string | null;
	readonly status: 'awaiting_content' | 'stored' | 'removing' | 'removed';
	readonly size_bytes: number | null;
	readonly sha256: string | null;
	/** Names the bytes in the store. */
	readonly content_key: string | null;
	readonly created_at: string;
	readonly stored_at: string | null;
}

/** Whether the content is what the sender announced, as far as anything was announced. */
export const isAsAnnounced = (
	{ size_bytes, sha256 }: Pick<Document, 'size_bytes' | 'sha256'>,
	content: Content,
): boolean =>
	(size_bytes ?? content.size_bytes) === content.size_bytes && (sha256 ?? content.sha256) === content.sha256;

const DEFAULT_DAYS = 3_650;
/** What was only prepared to be fetched, and can be made again, goes soon. */
const DAYS: Readonly<Record<DocumentKind, number>> = { export: 2 };
const DAY_MS = 24 * 60 * 60_000;

export interface RetentionLimits {
	readonly ofKinds: readonly { readonly kind: DocumentKind; readonly before: string }[];
	readonly ofOthers: string;
}

/** Before when documents were stored that have been kept long enough: those of some kinds, and all others. */
export function retentionLimits(days: Readonly<Record<DocumentKind, number>>, now: Date): RetentionLimits {
	const before = (kept: number) => new Date(now.getTime() - kept * DAY_MS).toISOString();
	const ofKinds = Object.entries({ ...DAYS, ...days });
	return {
		ofKinds: ofKinds.map(([kind, kept]) => ({ kind, before: before(kept) })),
		ofOthers: before(DEFAULT_DAYS),
	};
}

import type { CsvKind } from '@claims-askes/sdk/csv';
import { detectX12, type X12Detection } from '@claims-askes/sdk/x12';

/** What a file is, told from its first bytes alone: names and endings say little. */
export type Detected =
	| { readonly format: 'x12'; readonly detection: X12Detection | undefined }
	| { readonly format: 'fhir' }
	| { readonly format: 'ndjson' }
	| { readonly format: 'csv'; readonly kind: CsvKind | undefined }
	| { readonly format: 'empty' }
	| { readonly format: 'unknown' };

/** A segment as it stands in a file whose header is lost: a name of two or three, then elements. */
const SEGMENT = /^\s*(?:ISA|GS|ST|BHT|HL|NM1|CLM|SE|GE|IEA|[A-Z][A-Z0-9]{1,2})[*|^+:~!][^\r\n]*[~!'\r\n]/;
const ISA = /ISA[^A-Za-z0-9\s]/;
const FHIR_SIGN = /"resourceType"\s*:/;
const FHIR_XML = /^\s*<(?:\?xml|[A-Z][A-Za-z]+\s)/;

export async function detectFormat(head: Uint8Array): Promise<Detected> {
	if (head.length === 0) return { format: 'empty' };
	const text = new TextDecoder('utf-8').decode(head).replace(/^\uFEFF/, '');
	const detection = detectX12(head);
	if (detection || ISA.test(text.slice(0, 4_096))) return { format: 'x12', detection };
	if (text.trim() === '') return { format: 'empty' };
	if (/^\s*[{[]/.test(text)) return { format: FHIR_SIGN.test(text) ? 'fhir' : 'ndjson' };
	if (FHIR_XML.test(text)) return { format: 'fhir' };
	const { recognizeCsv } = await import('@claims-askes/sdk/csv');
	const kind = recognizeCsv(text);
	if (kind) return { format: 'csv', kind };
	if (SEGMENT.test(text)) return { format: 'x12', detection };
	const [header = ''] = text.trimStart().split(/[\r\n]/);
	return /[,;\t|]/.test(header) && !head.includes(0)
		? { format: 'csv', kind: undefined }
		: { format: 'unknown' };
}

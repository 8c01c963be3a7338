/** By the ending of the file's name, for what may be stored. */
export const MEDIA_TYPES = {
	pdf: 'application/pdf',
	jpg: 'image/jpeg',
	jpeg: 'image/jpeg',
	png: 'image/png',
	tif: 'image/tiff',
	tiff: 'image/tiff',
	heic: 'image/heic',
	txt: 'text/plain',
	csv: 'text/csv',
	json: 'application/json',
	ndjson: 'application/fhir+ndjson',
	xml: 'application/xml',
	x12: 'application/edi-x12',
	edi: 'application/edi-x12',
	dcm: 'application/dicom',
} as const;

export type MediaType = (typeof MEDIA_TYPES)[keyof typeof MEDIA_TYPES];

export const mediaTypeOf = (fileName: string): MediaType | undefined =>
	MEDIA_TYPES[fileName.split('.').at(-1)?.toLowerCase() as keyof typeof MEDIA_TYPES];

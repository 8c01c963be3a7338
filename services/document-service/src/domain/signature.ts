import type { MediaType } from './document';

const ascii = (text: string) => [...text].map((char) => char.charCodeAt(0));

/** How the bytes of a media type begin; types that are not listed begin as they like. */
const BEGINNINGS: Partial<Record<MediaType, readonly (readonly number[])[]>> = {
	'application/pdf': [ascii('%PDF-')],
	'image/jpeg': [[0xff, 0xd8, 0xff]],
	'image/png': [[0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a]],
	'image/tiff': [
		[...ascii('II'), 0x2a, 0x00],
		[...ascii('MM'), 0x00, 0x2a],
	],
};

/** Enough of the beginning to tell all of them. */
export const SIGNATURE_BYTES = 8;

/** Whether bytes that begin like this can be what they are said to be: a page of HTML is no photograph. */
export function beginsLike(mediaType: MediaType, first: Uint8Array): boolean {
	const beginnings = BEGINNINGS[mediaType];
	return (
		beginnings === undefined || beginnings.some((bytes) => bytes.every((byte, at) => first[at] === byte))
	);
}

import { z } from 'zod';

export const X12_MEDIA_TYPE = 'application/edi-x12';

/** A body of X12 as it came: bytes, since not every sender writes UTF-8. */
export class X12File {
	constructor(readonly bytes: Uint8Array) {}
}

/** For a route that takes X12 and nothing else. */
export const X12Body = z
	.instanceof(X12File, { error: `send a body of ${X12_MEDIA_TYPE}` })
	.meta({ mediaType: X12_MEDIA_TYPE });

/** The answer's documentation: what goes back is X12 as well. */
export const x12Answer = (description: string) => ({ mediaType: X12_MEDIA_TYPE, description });

export const x12Response = (text: string, status = 200, headers: Readonly<Record<string, string>> = {}) =>
	new Response(text, { status, headers: { 'content-type': `${X12_MEDIA_TYPE}; charset=utf-8`, ...headers } });

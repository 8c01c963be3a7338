import type { Incoming } from '../../usecases/measure-content';
import type { Download } from '../../usecases/read-documents';

/** The body of a request as it comes in. */
export function incomingOf(request: Request): Incoming & { readonly mediaType: string | null } {
	const body = request.bodyUsed ? null : request.body;
	const length = request.headers.get('content-length');
	const mediaType = request.headers.get('content-type')?.toLowerCase().split(';', 1)[0]?.trim() ?? null;
	return {
		// The DOM's types do not know that a stream can be iterated.
		body: (body as AsyncIterable<Uint8Array> | null) ?? nothing(),
		length: length === null ? null : Number(length),
		isAborted: () => request.signal.aborted,
		mediaType,
	};
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** A file's name as RFC 8187 has it: apostrophes and the like mean something else there. */
const extended = (name: string): string =>
	encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** Documents come from outside: a browser is told to save them and neither to guess their type nor to run them. */
export function downloadOf({ bytes, range, size, sha256, mediaType, fileName }: Download): Response {
	return new Response(bytes, {
		status: range ? 206 : 200,
		headers: {
			'content-type': mediaType,
			'content-disposition': `attachment; filename*=UTF-8''${extended(fileName)}`,
			'x-content-type-options': 'nosniff',
			'content-security-policy': "default-src 'none'; sandbox",
			'cache-control': 'private, no-store',
			'accept-ranges': 'bytes',
			etag: `"${sha256}"`,
			...(range ? { 'content-range': `bytes ${range.first}-${range.last}/${size}` } : {}),
		},
	});
}

import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The body as text; its size is checked before it is read, or while it streams in. Throws BODY_TOO_LARGE, and
 * BODY_MALFORMED where it is no UTF-8: what cannot be read must not be stored as something else.
 */
export async function readBoundedText(request: Request, limitBytes: number): Promise<string> {
	const bytes = await readBoundedBytes(request, limitBytes);
	try {
		return utf8.decode(bytes);
	} catch {
		throw new ProblemError(PROBLEMS.BODY_MALFORMED);
	}
}

/** The body as it came, for what need not be UTF-8. Throws BODY_TOO_LARGE. */
export async function readBoundedBytes(request: Request, limitBytes: number): Promise<Uint8Array> {
	if (isDeclaredWithin(request, limitBytes)) return new Uint8Array(await request.arrayBuffer());
	return gather(request, limitBytes);
}

function isDeclaredWithin(request: Request, limitBytes: number): boolean {
	const declared = request.headers.get('content-length');
	if (declared === null) return false;
	if (Number(declared) > limitBytes) throw new ProblemError(PROBLEMS.BODY_TOO_LARGE);
	return true;
}

async function gather(request: Request, limitBytes: number): Promise<Uint8Array> {
	if (!request.body) return new Uint8Array(0);
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
		size += chunk.byteLength;
		if (size > limitBytes) throw new ProblemError(PROBLEMS.BODY_TOO_LARGE);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

import type { Call } from '@claims-askes/chassis/http/caller';
import { NDJSON_MEDIA_TYPE } from '@claims-askes/chassis/http/fhir-body';
import { errorFields } from '@claims-askes/chassis/observability/logger';
import type { Platform } from '@claims-askes/chassis/platform';
import { type ClaimResource, writeClaimResource } from '@claims-askes/sdk/fhir';
import { type ClaimsRepository, claimsRepository } from '../../repositories/claims.repository';
import { withDecisions } from './judged-claims';

export interface ExportQuery {
	readonly _type: ClaimResource;
	/** Only what has moved since, as an instant. */
	readonly _since?: string | undefined;
}

/** So many claims are held at once, however large each is. */
const PAGE = 100;

/**
 * The claims that the caller may see, newest first, one resource a line. A page is read when the last one was taken, so
 * that any number needs no memory. What fails on the way breaks the connection off: nothing ends as if it were whole.
 */
export async function exportAsFhir(platform: Platform, query: ExportQuery, call: Call): Promise<Response> {
	const pages = pagesOf(platform, claimsRepository(platform.sql), query, call);
	// The first page is read before the answer begins, so that a failure still has its status.
	let next = await pages.next();
	const encoder = new TextEncoder();
	const stream = new ReadableStream<Uint8Array>({
		async pull(controller) {
			if (next.done) return controller.close();
			controller.enqueue(encoder.encode(next.value));
			try {
				next = await pages.next();
			} catch (error) {
				platform.log.error('export broke off', errorFields(error));
				controller.error(error);
			}
		},
		cancel: async () => void (await pages.return(undefined)),
	});
	return new Response(stream, { headers: { 'content-type': NDJSON_MEDIA_TYPE } });
}

async function* pagesOf(
	platform: Platform,
	claims: ClaimsRepository,
	{ _type: type, _since }: ExportQuery,
	call: Call,
): AsyncGenerator<string> {
	const since = _since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(_since);
	let after: string | null = null;
	do {
		const page = await claims.list({}, call.caller.only, { after, limit: PAGE });
		const ids = page.filter(({ updated_at }) => Date.parse(updated_at) > since).map(({ id }) => id);
		after = page.length < PAGE ? null : (page.at(-1)?.id ?? null);
		if (ids.length === 0) continue;
		const found = await claims.findMany(ids, call.caller.only);
		const stored = found
			.toSorted((one, other) => (one.claim.id < other.claim.id ? 1 : -1))
			.map(({ claim, content }) => ({ claim, content: JSON.parse(content) }));
		const judged = await withDecisions(platform, { type, claims: stored }, call);
		yield judged.map((one) => `${writeClaimResource(type, one)}\n`).join('');
	} while (after !== null);
}

import type { Call } from '@claims-askes/chassis/http/caller';
import { NDJSON_MEDIA_TYPE } from '@claims-askes/chassis/http/fhir-body';
import { errorFields } from '@claims-askes/chassis/observability/logger';
import type { Platform } from '@claims-askes/chassis/platform';
import type { ClaimResource } from '@claims-askes/sdk/fhir';
import { claimsRepository } from '../../repositories/claims.repository';
import { stepsOfExport } from './exports/steps-of-export';
import { writeStep } from './exports/write-step';

export interface ExportQuery {
	readonly _type: readonly ClaimResource[];
	/** Only what has moved since, as an instant. */
	readonly _since?: string | undefined;
}

/**
 * The claims that the caller may see, type after type, one resource a line. A page is read when the last one was taken, so
 * that any number needs no memory. What fails on the way breaks the connection off: nothing ends as if it were whole.
 */
export async function exportAsFhir(platform: Platform, query: ExportQuery, call: Call): Promise<Response> {
	const pages = pagesOf(platform, query, call);
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
	{ _type: types, _since }: ExportQuery,
	call: Call,
): AsyncGenerator<string> {
	const claims = claimsRepository(platform.sql);
	const { only } = call.caller;
	const since = _since ?? null;
	for (const type of types)
		for await (const { ids } of stepsOfExport(claims, { since, only, position: null }, platform.now))
			yield (await writeStep(platform, claims, { type, ids, only }, call)).text;
}

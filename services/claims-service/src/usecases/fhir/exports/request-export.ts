import { commit } from '@claims-askes/chassis/db/commit';
import type { Call } from '@claims-askes/chassis/http/caller';
import { FHIR_PREFIX, fhirResponse, NDJSON_MEDIA_TYPE } from '@claims-askes/chassis/http/fhir-body';
import type { Platform } from '@claims-askes/chassis/platform';
import { ProblemError } from '@claims-askes/kernel/problems';
import { PROBLEMS } from '../../../domain/problems';
import {
	countUnfinished,
	deleteExport,
	type FhirExport,
	findExport,
	insertExport,
	lockRequester,
	type NewExport,
} from '../../../repositories/fhir-exports.repository';
import type { ExportQuery } from '../export-as-fhir';
import { exportBell } from './export-bell';
import type { ExportFiles } from './export-files';

const AT_ONCE = 4;
const ASK_AGAIN_SECONDS = '5';

/** Keeps what is asked; it is prepared in the background. Answers where to look for it. */
export async function requestExport(
	platform: Platform,
	{ _type: types, _since }: ExportQuery,
	request: string,
	call: Call,
): Promise<Response> {
	const id = platform.newId();
	await platform.sql.begin((tx) =>
		keepRequest(
			Object.create(platform, { sql: { value: tx } }),
			{ id, types, since: _since ?? null, request },
			call,
		),
	);
	exportBell(platform).ring();
	return new Response(null, {
		status: 202,
		headers: { 'content-location': `${originOf(request)}${FHIR_PREFIX}/exports/${id}` },
	});
}

/** In a transaction of its own: of many that ask at once under one name no more are kept than may be. */
async function keepRequest(
	platform: Platform,
	asked: Pick<NewExport, 'id' | 'types' | 'since' | 'request'>,
	call: Call,
): Promise<void> {
	const { sql } = platform;
	const { subject, only } = call.caller;
	await lockRequester(sql, subject);
	if ((await countUnfinished(sql, subject)) >= AT_ONCE)
		throw new ProblemError(PROBLEMS.EXPORTS_TOO_MANY, [], undefined, { 'retry-after': '60' });
	const { id, types, since } = asked;
	await commit(platform, call, {
		data: { id },
		effects: [insertExport(sql, { ...asked, requested_by: subject, row_rule: only })],
		audit: [
			{
				action: 'export.requested',
				entity: 'export',
				entityId: id,
				after: { types: types.join(','), since },
			},
		],
	});
}

/** How far it is, or the manifest of Bulk Data with where its files are fetched. */
export async function tellExport(
	platform: Platform,
	keptHours: number,
	id: string,
	url: string,
	call: Call,
): Promise<Response> {
	const { status, claims, files, finished_at, transaction_time, request } = await own(platform, id, call);
	if (status === 'failed') throw new ProblemError(PROBLEMS.EXPORT_FAILED);
	if (status !== 'completed' || finished_at === null)
		return new Response(null, {
			status: 202,
			headers: { 'x-progress': `${claims} resources are written`, 'retry-after': ASK_AGAIN_SECONDS },
		});
	const manifest = {
		transactionTime: transaction_time,
		request,
		requiresAccessToken: true,
		output: files.map(({ type, count }, at) => ({
			type,
			url: `${originOf(url)}${FHIR_PREFIX}/exports/${id}/files/${at + 1}`,
			count,
		})),
		error: [],
	};
	const expires = new Date(Date.parse(finished_at) + keptHours * 3_600_000).toUTCString();
	return new Response(JSON.stringify(manifest), {
		headers: { 'content-type': 'application/json', expires },
	});
}

/** One of its files, as it was prepared. */
export async function fetchExported(
	platform: Platform,
	kept: ExportFiles,
	{ id, number }: { readonly id: string; readonly number: number },
	call: Call,
): Promise<Response> {
	const { status, files } = await own(platform, id, call);
	const file = status === 'completed' ? files[number - 1] : undefined;
	const body = file && (await kept.read(file.document_id, call));
	if (!body) throw new ProblemError(PROBLEMS.EXPORT_NOT_FOUND);
	return new Response(body, { headers: { 'content-type': NDJSON_MEDIA_TYPE } });
}

/** Ends what is being prepared, and forgets what was; the bytes go with document-service's retention. */
export async function endExport(platform: Platform, id: string, call: Call): Promise<Response> {
	await own(platform, id, call);
	await deleteExport(platform.sql, id);
	return fhirResponse(
		JSON.stringify({
			resourceType: 'OperationOutcome',
			issue: [{ severity: 'information', code: 'informational', diagnostics: 'The export is forgotten' }],
		}),
		202,
	);
}

/** Whoever asked for it, under the rule of then; to everybody else it is not there. */
async function own({ sql }: Platform, id: string, { caller }: Call): Promise<FhirExport> {
	const found = await findExport(sql, id);
	const isOwn =
		found?.requested_by === caller.subject && JSON.stringify(found.row_rule) === JSON.stringify(caller.only);
	if (!found || !isOwn) throw new ProblemError(PROBLEMS.EXPORT_NOT_FOUND);
	return found;
}

const originOf = (url: string) => new URL(url).origin;

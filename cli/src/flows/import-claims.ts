import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { AskesClients } from '@claims-askes/sdk';
import type { PayerRule } from '@claims-askes/sdk/claim';
import type { CsvMapping } from '@claims-askes/sdk/csv';
import { Failure } from '../failure';
import type { SnipLevel } from './import/claim-check';
import { ClaimSender } from './import/claim-sender';
import { FileImport } from './import/file-import';
import { ImportNote } from './import/import-note';
import type { Progress } from './import/import-progress';
import { ImportRun } from './import/import-run';
import type { Reject } from './import/rejects-files';
import { FhirBeside } from './reading/fhir-beside';
import { openInputs } from './reading/inputs';
import { type Problem, placeOf, problemOf, refusal, skipped } from './reading/problem';
import { readFile } from './reading/read-file';

export type { Reject } from './import/rejects-files';

export interface ImportSummary {
	readonly files: number;
	readonly claims: {
		readonly read: number;
		readonly accepted: number;
		readonly rejected: number;
		readonly duplicate: number;
	};
	readonly lines: number;
	readonly charges: Readonly<Record<string, string>>;
	/** What FHIR files hold beside claims, by its type. */
	readonly not_claims: Readonly<Record<string, number>>;
	readonly rejects_file: string | null;
	readonly batch_id: string | null;
	/** Files that could not be read to their end; what came before is imported. */
	readonly unreadable: readonly { readonly file: string; readonly code: string; readonly message: string }[];
	/** The TA1, 999 and 277CA that were written. */
	readonly acknowledgements: readonly string[];
	readonly seconds: number;
}

export interface ImportOutput {
	progress(progress: Progress): void;
	warning(file: string, problem: Problem): void;
	waiting(reason: string): void;
	reject(reject: Reject): Promise<void>;
}

export interface ImportOptions {
	/** Reads and checks, and needs no installation. */
	readonly dryRun: boolean;
	/** How long an outage may last before the import gives up; it can be run again at any time. */
	readonly patienceMs: number;
	readonly mapping?: CsvMapping | undefined;
	readonly currency?: string | undefined;
	/** Refuse a file at its first damage, and reject a claim for a warning. */
	readonly strict?: boolean;
	/** Levels of SNIP that a claim is held against before it is sent. */
	readonly snip?: ReadonlySet<SnipLevel>;
	readonly payerRules?: readonly PayerRule[];
	/** Where acknowledgements of X12 go: beside each file, into a folder, or nowhere. */
	readonly acknowledge?: 'beside' | { readonly folder: string } | null;
	/** Claims of one request at most. */
	readonly atOnce?: number;
	/** What an import that was interrupted left behind. */
	readonly note?: ImportNote;
}

/**
 * As many as the service takes: each request costs it and the database some milliseconds besides its claims, for the log
 * moves on in each of its partitions. A quarter of that costs a claim a tenth more.
 */
const AT_ONCE = 1_000;

/**
 * Sends the claims of files to claims-service, a thousand a request and two requests at once. Nothing is imported
 * twice, so an import that was interrupted is simply run again.
 */
export async function importClaims(
	askes: AskesClients | null,
	files: readonly string[],
	output: ImportOutput,
	options: ImportOptions,
): Promise<ImportSummary> {
	const began = performance.now();
	const { patienceMs, dryRun } = options;
	const sender = askes && !dryRun ? new ClaimSender(askes, { patienceMs, waiting: output.waiting }) : null;
	const note = options.note ?? ImportNote.none();
	const meter = new ByteMeter();
	const totalBytes = await sizeOf(files);
	const run = new ImportRun(sender, note, nameOf(files), {
		atOnce: options.atOnce ?? AT_ONCE,
		reject: output.reject,
		settled: (claims) =>
			output.progress({
				bytes: meter.bytes,
				totalBytes,
				claims,
				seconds: (performance.now() - began) / 1_000,
			}),
	});
	await run.resume();
	const unreadable: { file: string; code: string; message: string }[] = [];
	const acknowledgements: string[] = [];
	const notClaims = new Map<string, number>();
	const beside = new FhirBeside(files);
	const aside: { readonly file: string; readonly problem: Problem }[] = [];
	const leave = (file: string, problem: Problem) => {
		const { message } = refusal(file, problem);
		unreadable.push({ file, code: problem.code, message, ...placeOf(problem) });
	};
	const broke = (file: string, error: unknown) => {
		const problem = problemOf(error);
		if (!problem) throw error;
		if ('is_side_table' in problem) aside.push({ file, problem });
		else leave(file, problem);
		return problem;
	};
	for (const path of files) {
		try {
			for await (const input of openInputs(path, meter)) {
				const file = new FileImport(run, input, output, options, folderFor(path, options));
				try {
					const snip = options.snip ?? new Set();
					const reading = {
						...options,
						file: basename(input.name),
						check: snip.has(1) || snip.has(2),
						openings: true,
						origins: true,
						beside,
					};
					// The service holds canonical JSON against its schema; once is enough.
					for await (const found of readFile(input, { ...reading, validate: dryRun }))
						if (found.kind === 'others') addCounts(notClaims, found.resources);
						else await file.take(found);
					for (const problem of file.unread) leave(input.name, problem);
				} catch (error) {
					file.failed(broke(input.name, error));
				} finally {
					acknowledgements.push(...(await file.close()));
				}
			}
		} catch (error) {
			// Gone since it was listed, or a folder by now.
			if (error instanceof Failure && error.kind === 'unusable')
				unreadable.push({ file: path, code: error.code, message: error.message });
			else broke(path, error);
		}
	}
	await beside.close();
	// An export's other tables are no fault beside its claims; alone they are not what was asked for.
	for (const { file, problem } of aside) {
		if (run.claims.read > 0) output.warning(file, skipped(problem));
		else leave(file, problem);
	}
	await note.remove();
	return {
		files: files.length,
		claims: run.claims,
		lines: run.totals.lines,
		charges: run.totals.charges,
		not_claims: Object.fromEntries(notClaims),
		rejects_file: null,
		batch_id: run.batchId,
		unreadable,
		acknowledgements,
		seconds: Math.round(performance.now() - began) / 1000,
	};
}

function addCounts(sums: Map<string, number>, counts: Readonly<Record<string, number>>): void {
	for (const [type, count] of Object.entries(counts)) sums.set(type, (sums.get(type) ?? 0) + count);
}

class ByteMeter {
	bytes = 0;

	took(bytes: number): void {
		this.bytes += bytes;
	}
}

/** Of all files together; unknown where one comes through a pipe. */
async function sizeOf(files: readonly string[]): Promise<number | null> {
	if (files.includes('-')) return null;
	const sizes = await Promise.all(files.map(async (file) => (await stat(file).catch(() => null))?.size ?? 0));
	return sizes.reduce((sum, size) => sum + size, 0);
}

function nameOf([first = 'nothing', ...others]: readonly string[]): string {
	const name = first === '-' ? 'stdin' : basename(first);
	return others.length === 0 ? name : `${name} and ${others.length} more`;
}

function folderFor(path: string, { acknowledge, dryRun }: ImportOptions): string | null {
	if (!acknowledge || dryRun) return null;
	if (acknowledge !== 'beside') return acknowledge.folder;
	return path === '-' ? null : dirname(path);
}

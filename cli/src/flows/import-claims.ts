import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { AskesClients } from '@claims-askes/sdk';
import type { PayerRule } from '@claims-askes/sdk/claim';
import type { CsvMapping } from '@claims-askes/sdk/csv';
import { Failure } from '../failure';
import {
	type Acknowledge,
	AcknowledgementNames,
	acknowledgementFolder,
} from './import/acknowledgement-names';
import type { SnipLevel } from './import/claim-check';
import { ClaimSender } from './import/claim-sender';
import { FileImport } from './import/file-import';
import { ImportNote } from './import/import-note';
import type { Progress } from './import/import-progress';
import { ImportRun } from './import/import-run';
import type { Reject } from './import/rejects-files';
import { type UnreadFile, UnreadFiles } from './import/unread-files';
import { isPipe } from './open-input';
import { addCounts } from './reading/counts';
import { FhirBeside } from './reading/fhir-beside';
import { type Input, inputName, openInputs } from './reading/inputs';
import type { Problem } from './reading/problem';
import { type ReadFileOptions, readFile } from './reading/read-file';

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
	readonly unreadable: readonly UnreadFile[];
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
	/** The paths that were asked for; what was found below them was not named by itself. All files unless said. */
	readonly named?: readonly string[];
	/** Of a dry run TA1 and 999: what becomes of a claim only the service knows. */
	readonly acknowledge?: Acknowledge;
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

/** What all files of an import are read with, and what is learned of them on the way. */
interface Reading {
	readonly run: ImportRun;
	readonly output: ImportOutput;
	readonly options: ImportOptions;
	readonly meter: ByteMeter;
	readonly beside: FhirBeside;
	readonly unread: UnreadFiles;
	readonly acknowledgementNames: AcknowledgementNames;
	readonly acknowledgements: string[];
	readonly notClaims: Map<string, number>;
}

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
	const note = options.note ?? ImportNote.none();
	const meter = new ByteMeter();
	const totalBytes = await sizeOf(files);
	const run = new ImportRun(senderOf(askes, output, options), note, nameOf(files), {
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
	const unread = new UnreadFiles();
	const beside = new FhirBeside(files);
	const acknowledgements: string[] = [];
	const notClaims = new Map<string, number>();
	const reading: Reading = {
		run,
		output,
		options,
		meter,
		beside,
		unread,
		acknowledgementNames: new AcknowledgementNames(),
		acknowledgements,
		notClaims,
	};
	try {
		for (const path of files) await takePath(path, reading);
	} finally {
		await beside.close();
	}
	unread.judgeAside(run.claims.read > 0, (file, problem) => output.warning(file, problem));
	await note.remove();
	return {
		files: files.length,
		claims: run.claims,
		lines: run.totals.lines,
		charges: run.totals.charges,
		not_claims: Object.fromEntries(notClaims),
		rejects_file: null,
		batch_id: run.batchId,
		unreadable: unread.files,
		acknowledgements,
		seconds: Math.round(performance.now() - began) / 1000,
	};
}

const senderOf = (
	askes: AskesClients | null,
	{ waiting }: ImportOutput,
	{ dryRun, patienceMs }: ImportOptions,
): ClaimSender | null => (askes && !dryRun ? new ClaimSender(askes, { patienceMs, waiting }) : null);

async function takePath(path: string, reading: Reading): Promise<void> {
	try {
		for await (const input of openInputs(path, reading.meter)) await takeInput(path, input, reading);
	} catch (error) {
		// Gone since it was listed, or a folder by now.
		if (error instanceof Failure && error.kind === 'unusable')
			reading.unread.files.push({ file: path, code: error.code, message: error.message });
		else reading.unread.broke(path, error, { isNamed: true });
	}
}

async function takeInput(path: string, input: Input, reading: Reading): Promise<void> {
	const { run, output, options, unread } = reading;
	const folder = acknowledgementFolder(path, options.acknowledge ?? null);
	const base = folder === null ? null : reading.acknowledgementNames.take(folder, input.name);
	const file = new FileImport(run, input, output, options, base);
	try {
		for await (const found of readFile(input, readingOptions(input, reading)))
			if (found.kind === 'others') addCounts(reading.notClaims, found.resources);
			else await file.take(found);
		for (const problem of file.unread) unread.add(input.name, problem);
	} catch (error) {
		const isNamed = input.name === inputName(path) && (options.named ?? [path]).includes(path);
		file.failed(unread.broke(input.name, error, { isNamed }));
	} finally {
		reading.acknowledgements.push(...(await file.close()));
	}
}

function readingOptions(input: Input, { options, beside }: Reading): ReadFileOptions {
	const { mapping, currency, dryRun, snip } = options;
	return {
		file: basename(input.name),
		mapping,
		currency,
		check: snip?.has(1) || snip?.has(2) || false,
		openings: true,
		origins: true,
		beside,
		// The service holds canonical JSON against its schema; once is enough.
		validate: dryRun,
	};
}

class ByteMeter {
	bytes = 0;

	took(bytes: number): void {
		this.bytes += bytes;
	}
}

/** Of all files together; unknown where one comes through a pipe. */
async function sizeOf(files: readonly string[]): Promise<number | null> {
	if (files.some(isPipe)) return null;
	const sizes = await Promise.all(files.map(async (file) => (await stat(file).catch(() => null))?.size ?? 0));
	return sizes.reduce((sum, size) => sum + size, 0);
}

function nameOf([first = 'nothing', ...others]: readonly string[]): string {
	const name = first === '-' ? 'stdin' : isPipe(first) ? first : basename(first);
	return others.length === 0 ? name : `${name} and ${others.length} more`;
}

import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import type { CsvMapping, CsvReading, OriginalRows } from '@claims-askes/sdk/csv';
import type { AnsweredClaims, ResourcesBeside } from '@claims-askes/sdk/fhir';
import type { DocumentName } from '@claims-askes/sdk/ndjson';
import {
	type ClaimOrigin,
	type EnvelopeHeader,
	readClaims,
	type TransactionSummary,
	writeRejected,
} from '@claims-askes/sdk/x12';
import { addCounts } from './counts';
import { type Detected, detectFormat } from './detect';
import type { Input } from './inputs';
import { MOST_CHARACTERS } from './limits';
import { InputError, type Problem, RefusedError } from './problem';
import { readX12Documents } from './x12-documents';

/** What a document was in its file, so that it can go back as it came. */
export type Original =
	| {
			readonly format: 'x12';
			readonly text: string | undefined;
			/** Of a claim that was read, where it was asked for. */
			readonly origin?: ClaimOrigin | undefined;
	  }
	| ({ readonly format: 'csv' } & OriginalRows)
	| { readonly format: 'fhir'; readonly text: string | undefined }
	| { readonly format: 'ndjson'; readonly text: string | undefined };
export type FileFormat = Original['format'];

/** One thing found in a file, in the order of the file, whatever its format. */
export type FileReading =
	| {
			readonly kind: 'document';
			readonly name: DocumentName;
			readonly document: unknown;
			readonly warnings: readonly Problem[];
			readonly original: Original;
	  }
	| {
			readonly kind: 'rejected';
			/** What it would have been, where that is no claim. */
			readonly name?: DocumentName;
			readonly claim_id: string | undefined;
			readonly problems: readonly Problem[];
			readonly warnings: readonly Problem[];
			/** As far as it was read. */
			readonly claim: Partial<CanonicalClaim>;
			readonly original: Original;
	  }
	| { readonly kind: 'problem'; readonly problem: Problem }
	/** At the end of a FHIR file: what it holds beside the documents that were read, by its type. */
	| { readonly kind: 'others'; readonly resources: Readonly<Record<string, number>> }
	| { readonly kind: 'opening'; readonly envelope: EnvelopeHeader }
	| { readonly kind: 'transaction'; readonly transaction: TransactionSummary };

export interface ReadFileOptions {
	/** Noted in every claim's source. */
	readonly file?: string;
	/** Which column of a CSV file says what, where its header does not. */
	readonly mapping?: CsvMapping | undefined;
	/** The currency of amounts where the file names none. */
	readonly currency?: string | undefined;
	/** Hold X12 against its guide: SNIP 1 and 2, and of what are no claims 3 and 4. */
	readonly check?: boolean;
	/** Say where each transaction set of X12 claims begins. */
	readonly openings?: boolean;
	/** Keep each X12 claim as it stood, to point into it and to hand it back. */
	readonly origins?: boolean;
	/** Read the answers of a FHIR file that holds no claims as remittances, but for those that other files gave already. */
	readonly answers?: AnsweredClaims | undefined;
	/** Where what the claims of FHIR refer to is looked for, once it is not in their own document. */
	readonly beside?: ResourcesBeside | undefined;
	/** False where the receiver holds canonical JSON against its schema. */
	readonly validate?: boolean;
}

/**
 * Reads a file of whatever format, told by its content. One that ends too early, cannot be read on, or gave nothing at
 * all ends in an error. The codec of a format is loaded when a file has it: all of them take longer than a small file.
 */
export async function* readFile(input: Input, options: ReadFileOptions = {}): AsyncGenerator<FileReading> {
	let isEmpty = true;
	let worst: Problem | undefined;
	for await (const reading of readingsOf(input, options)) {
		if (reading.kind === 'document' || reading.kind === 'rejected') isEmpty = false;
		if (reading.kind === 'problem' && worst?.level !== 'error') {
			if (!worst || reading.problem.level === 'error') worst = reading.problem;
		}
		yield reading;
	}
	if (isEmpty) throw worst ? new RefusedError(worst) : new InputError('NO_CLAIMS');
}

/** By its byte-order mark, as spreadsheets write it for "Unicode text", or by every other byte being none. */
const isUtf16 = ([first, second, third, fourth]: Uint8Array) =>
	(first === 0xff && second === 0xfe) ||
	(first === 0xfe && second === 0xff) ||
	(first === 0 && third === 0 && second !== 0) ||
	(second === 0 && fourth === 0 && first !== 0);

async function* readingsOf(input: Input, options: ReadFileOptions): AsyncGenerator<FileReading> {
	if (isUtf16(input.head)) throw new InputError('ENCODING');
	const detected = await detectFormat(input.head);
	const common = { ...present('file', options.file), ...present('currency', options.currency) };
	switch (detected.format) {
		case 'empty':
			throw new InputError('EMPTY');
		case 'unknown':
			throw new InputError('FORMAT_UNKNOWN');
		case 'x12': {
			if (detected.detection?.transaction === '' && input.isWhole)
				throw new InputError('NO_CLAIMS', 'an interchange without transaction sets');
			// Where no transaction set is seen yet, the reader of claims says what is wrong.
			const { transaction = '', name = '' } = detected.detection ?? {};
			if (transaction === '' || transaction === '837')
				yield* x12Claims(input, {
					...common,
					check: options.check ?? false,
					openings: options.openings ?? false,
					origins: options.origins ?? false,
				});
			else yield* readX12Documents(name, input.bytes, { ...common, check: options.check ?? false });
			return;
		}
		case 'fhir':
			return yield* fhirDocuments(input, { ...common, beside: options.beside, answered: options.answers });
		case 'ndjson':
			return yield* ndjsonDocuments(input, options);
		case 'csv':
			return yield* csvClaims(input, detected.kind, options);
	}
}

async function* x12Claims(
	input: Input,
	options: Parameters<typeof readClaims>[1],
): AsyncGenerator<FileReading> {
	for await (const reading of readClaims(input.bytes, options)) {
		if (reading.kind === 'claim')
			yield {
				kind: 'document',
				name: 'claim',
				document: reading.claim,
				warnings: reading.warnings,
				original: { format: 'x12', text: undefined, origin: reading.origin },
			};
		else if (reading.kind === 'rejected') {
			const { claim_id, problems, warnings, claim } = reading;
			const original = { format: 'x12', text: writeRejected(reading) } as const;
			yield { kind: 'rejected', claim_id, problems, warnings, claim, original };
		} else yield reading;
	}
}

async function* fhirDocuments(
	input: Input,
	options: {
		readonly file?: string;
		readonly currency?: string;
		readonly beside: ResourcesBeside | undefined;
		readonly answered: AnsweredClaims | undefined;
	},
): AsyncGenerator<FileReading> {
	let found = 0;
	const others = new Map<string, number>();
	const repeated = new Map<string, number>();
	const { isAnswer, readFhirClaims, readFhirClaimsOrRemittances } = await import('@claims-askes/sdk/fhir');
	const read = options.answered ? readFhirClaimsOrRemittances : readFhirClaims;
	for await (const reading of read(input.bytes, { ...options, mostCharacters: MOST_CHARACTERS })) {
		if (reading.kind === 'problem') {
			const { problem, text } = reading;
			const original = { format: 'fhir', text: text.trim() } as const;
			const nothing = { claim_id: undefined, warnings: [], claim: {} };
			found++;
			yield { kind: 'rejected', problems: [problem], original, ...nothing };
		} else if (reading.kind === 'document') {
			for (const problem of reading.document.warnings) yield { kind: 'problem', problem };
			addCounts(others, reading.document.others);
			addCounts(repeated, reading.document.repeated);
		} else {
			found++;
			const { warnings } = reading;
			if (reading.kind === 'rejected') {
				const { claim_id, problems, claim, text } = reading;
				yield { kind: 'rejected', claim_id, problems, warnings, claim, original: { format: 'fhir', text } };
			} else {
				const document = reading.kind === 'claim' ? reading.claim : reading.remittance;
				const original = { format: 'fhir', text: undefined } as const;
				yield { kind: 'document', name: reading.kind, document, warnings, original };
			}
		}
	}
	yield { kind: 'others', resources: Object.fromEntries(others) };
	const aside = (code: 'ANSWERED_ALREADY' | 'ANSWERS_ONLY' | 'NO_CLAIMS', counts: typeof others) =>
		new InputError(code, [...counts].map(([type, count]) => `${count} ${type}`).join(', '), {
			is_side_table: true,
		});
	if (repeated.size > 0) throw aside('ANSWERED_ALREADY', repeated);
	if (found === 0 && others.size > 0)
		throw aside([...others.keys()].some(isAnswer) ? 'ANSWERS_ONLY' : 'NO_CLAIMS', others);
}

async function* ndjsonDocuments(input: Input, options: ReadFileOptions): AsyncGenerator<FileReading> {
	const { file, validate = true } = options;
	const { readNdjson } = await import('@claims-askes/sdk/ndjson');
	for await (const reading of readNdjson(input.bytes, { validate, ...present('file', file) })) {
		if (reading.kind === 'document') {
			const { name, document } = reading;
			yield {
				kind: 'document',
				name,
				document,
				warnings: [],
				original: { format: 'ndjson', text: undefined },
			};
		} else {
			const { claim_id, problems, text } = reading;
			yield {
				kind: 'rejected',
				claim_id,
				problems,
				warnings: [],
				claim: {},
				original: { format: 'ndjson', text },
			};
		}
	}
}

async function* csvClaims(
	input: Input,
	kind: DetectedCsv,
	options: ReadFileOptions,
): AsyncGenerator<FileReading> {
	for await (const reading of await csvReadings(input, kind, options)) {
		if (reading.kind === 'problem') yield reading;
		else if (reading.kind !== 'file') {
			const { columns, rows, claim, warnings } = reading;
			const original = { format: 'csv', columns, rows } as const;
			if (reading.kind === 'claim')
				yield { kind: 'document', name: 'claim', document: claim, warnings, original };
			else {
				const { claim_id, problems } = reading;
				yield { kind: 'rejected', claim_id, problems, warnings, claim, original };
			}
		}
	}
}

type DetectedCsv = Extract<Detected, { format: 'csv' }>['kind'];

async function csvReadings(
	input: Input,
	kind: DetectedCsv,
	{ mapping, currency, file }: ReadFileOptions,
): Promise<AsyncIterable<CsvReading>> {
	const named = present('file', file);
	const fallback = present('currency', currency);
	const { readCsvClaims, readIdrClaims, readRifClaims, readSyntheaClaims, unnamedFields } = await import(
		'@claims-askes/sdk/csv'
	);
	const { diskShelf } = await import('./disk-shelf');
	if (mapping) return readCsvClaims(input.bytes, mapping, { ...named, ...fallback });
	if (!kind)
		throw new InputError('MAPPING_NEEDED', unnamedFields(new TextDecoder().decode(input.head)).join(', '));
	switch (kind.kind) {
		case 'other-table':
			throw new InputError('NO_CLAIMS', `these are ${kind.name}`, { is_side_table: true });
		case 'mapped':
			return readCsvClaims(input.bytes, kind.mapping, { ...named, ...fallback });
		case 'cms-rif':
			return readRifClaims(input.bytes, named);
		case 'synthea':
			return readSyntheaClaims(
				{ claims: input.bytes, transactions: await tableBeside(input, 'claims_transactions.csv') },
				{ ...named, ...fallback, shelf: diskShelf },
			);
		case 'cms-idr': {
			const table = (name: string) =>
				input.name
					.split('/')
					.at(-1)
					?.replace(/(?:\.csv)?(?:\.gz)?$/i, `_${name}.csv`) ?? '';
			const tables = { lines: table('LINE'), products: table('PROD') };
			const products = await input.beside(tables.products);
			return readIdrClaims(
				{ claims: input.bytes, lines: await tableBeside(input, tables.lines), products },
				{ ...named, tables, shelf: diskShelf },
			);
		}
	}
}

async function tableBeside(input: Input, name: string): Promise<AsyncIterable<Uint8Array>> {
	const table = await input.beside(name);
	if (!table) throw new InputError('TABLE_MISSING', name);
	return table;
}

const present = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
	(value === undefined ? {} : { [key]: value }) as { [P in K]?: V };

import { appendFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { csvLine } from '@claims-askes/sdk/csv';
import { namedIssueType, writeFhirClaim } from '@claims-askes/sdk/fhir';
import { ClaimWriter, textsOf, writeRejected } from '@claims-askes/sdk/x12';
import { Failure } from '../../failure';
import { envelopeOf } from '../convert/envelope';
import { isPipe } from '../open-input';
import type { FileFormat, Original } from '../reading/read-file';
import type { Reason } from './claim-check';

/** A claim that did not get in, and why. */
export interface Reject {
	readonly file: string;
	readonly claim_id: string | null;
	readonly reasons: readonly Reason[];
	/** As it stood in its file. */
	readonly original: Original;
	/** As it was read; whole where it was not the reader that rejected it. */
	readonly claim: Partial<CanonicalClaim>;
}

const ENDINGS: Readonly<Record<FileFormat, string>> = {
	x12: '837',
	csv: 'csv',
	fhir: 'fhir.ndjson',
	ndjson: 'ndjson',
};

/**
 * Where rejected claims are written, in the format they came in, so that they can be mended and imported again. Why each
 * was rejected stands beside it: in columns of its own in CSV, as OperationOutcomes for FHIR, one JSON object a line else.
 */
export class RejectsFiles {
	readonly #written = new Map<string, number>();
	/** The file of each format; of CSV one for each header, as rows of one would say something else under another. */
	readonly #paths = new Map<string, string>();

	/** `named` is the file that `--rejects` asks for; formats and headers beyond the first get files of their own. */
	constructor(
		private readonly first: string | undefined,
		private readonly named: string | undefined,
	) {}

	/** The file of rejected claims, the first of them where they came in several formats. */
	get written(): string | null {
		return this.paths[0] ?? null;
	}

	get paths(): string[] {
		return [...this.#written.keys()];
	}

	async add(reject: Reject): Promise<void> {
		const { original } = reject;
		const { format } = original;
		const kind = original.format === 'csv' ? csvLine(original.columns) : format;
		const path = this.#paths.get(kind) ?? this.#pathOf(format);
		this.#paths.set(kind, path);
		const isFirst = !this.#written.has(path);
		// Files of an earlier run would mix their rejects with ours.
		if (isFirst)
			await Promise.all([path, reasonsPath(path, format)].map((file) => rm(file, { force: true })));
		const at = (this.#written.get(path) ?? 0) + 1;
		this.#written.set(path, at);
		await append(path, claimText(reject, at, isFirst));
		if (format !== 'csv')
			await append(reasonsPath(path, format), `${JSON.stringify(reasonsOf(reject, at))}\n`);
	}

	#pathOf(format: FileFormat): string {
		if (this.named && this.#written.size === 0) return this.named;
		const base = this.named ?? (this.first === undefined || isPipe(this.first) ? 'stdin' : this.first);
		const pathAt = (at: string) => join(dirname(base), `${basename(base)}.rejects${at}.${ENDINGS[format]}`);
		let path = pathAt('');
		for (let at = 2; this.#written.has(path); at++) path = pathAt(`.${at}`);
		return path;
	}
}

/** Rejects that cannot be written must not pass for rejects that there were none of: the import ends here. */
async function append(path: string, text: string): Promise<void> {
	try {
		await appendFile(path, text, { mode: 0o600 });
	} catch (cause) {
		const { code = 'FAILED' } = cause as { code?: string };
		throw new Failure('failed', 'REJECTS_NOT_WRITTEN', `${path} cannot be written (${code})`, {
			cause,
			facts: { file: path },
			suggestions: ['run it again with --rejects FILE in another place: it goes on where it ended'],
		});
	}
}

const reasonsPath = (path: string, format: FileFormat) =>
	format === 'fhir' ? `${path}.outcomes.ndjson` : `${path}.reasons.ndjson`;

function claimText({ original, claim, reasons }: Reject, at: number, isFirst: boolean): string {
	switch (original.format) {
		case 'x12':
			if (original.text !== undefined) return original.text;
			return original.origin ? writeRejected(textsOf(original.origin)) : x12Text(claim as CanonicalClaim, at);
		case 'fhir':
			return `${original.text ?? writeFhirClaim(claim as CanonicalClaim)}\n`;
		case 'ndjson':
			return `${original.text ?? JSON.stringify(claim)}\n`;
		case 'csv': {
			const [codes, words] = [
				reasons.map(({ code }) => code),
				reasons.map(({ message, place }) => `${place} ${message}`.trim()),
			];
			const header = isFirst ? csvLine([...original.columns, 'reject_codes', 'reject_reasons']) : '';
			return (
				header + original.rows.map((cells) => csvLine([...cells, codes.join(' '), words.join('; ')])).join('')
			);
		}
	}
}

/** An interchange of its own, from whom the claim came and to whom it went. */
function x12Text(claim: CanonicalClaim, at: number): string {
	const { submitter, receiver, is_test } = claim.source;
	const writer = new ClaimWriter(
		envelopeOf(
			{
				sender: submitter?.id ?? 'SENDER',
				receiver: receiver?.id ?? 'RECEIVER',
				control: at,
				test: is_test === true,
			},
			new Date(),
		),
	);
	return writer.write(claim) + writer.end();
}

function reasonsOf({ file, claim_id, reasons, original }: Reject, at: number): object {
	if (original.format !== 'fhir') return { reject: at, file, claim_id, reasons };
	return {
		resourceType: 'OperationOutcome',
		issue: reasons.map(({ code, message, place }) => ({
			severity: 'error',
			code: namedIssueType(code) ?? 'business-rule',
			details: { coding: [{ system: 'urn:claims-askes:problem', code }], text: claim_id ?? undefined },
			diagnostics: message,
			...(place ? { expression: [place] } : {}),
		})),
	};
}

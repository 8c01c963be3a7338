import type {
	Authorization,
	CanonicalClaim,
	ClaimStatusInquiry,
	ClaimStatusResponse,
	EligibilityInquiry,
	EligibilityResponse,
	Enrolment,
	PremiumPayment,
	Remittance,
} from '@claims-askes/sdk/claim';
import type { TableRows } from '@claims-askes/sdk/csv';
import type { DocumentName } from '@claims-askes/sdk/ndjson';
import {
	ClaimWriter,
	EnrolmentWriter,
	type InterchangeOptions,
	type PlaceInGuide,
	RemittanceWriter,
	type ReplacedText,
	writeAuthorizations,
	writeClaimStatusInquiries,
	writeClaimStatusResponses,
	writeEligibilityInquiries,
	writeEligibilityResponses,
	writePremiumPayments,
} from '@claims-askes/sdk/x12';
import { wordOf } from '../reading/document-word';
import { INPUT_PROBLEMS, type InputProblem } from '../reading/problem';
import { fieldsBeside, keptBeside, LeftOut } from './left-out';

/** The formats that documents are written in. */
export const TARGETS = ['ndjson', 'json', 'x12', 'fhir', 'csv', 'rows'] as const;
export type Target = (typeof TARGETS)[number];

/** Turns documents into the text of a file, piece by piece. */
export interface DocumentWriter {
	write(name: DocumentName, document: unknown): string;
	end(): string;
	/** What the text since the last call does not say as the documents do. */
	takeWarnings?(): readonly InputProblem[];
}

/** Tells what was not written as the documents say it since the last time; answers how many there were. */
export function tellWarnings(writer: DocumentWriter, tell: (problem: InputProblem) => void): number {
	const warnings = writer.takeWarnings?.() ?? [];
	warnings.forEach(tell);
	return warnings.length;
}

/** The document has no form in the format that was asked for. */
export class NotInFormat extends Error {
	readonly code = 'NOT_IN_FORMAT';
}

/** FHIR and CSV are loaded where they are asked for. */
export async function openWriter(target: Target, envelope: InterchangeOptions): Promise<DocumentWriter> {
	switch (target) {
		case 'ndjson':
			return { write: (_, document) => `${JSON.stringify(document)}\n`, end: () => '' };
		case 'json':
			return new JsonList();
		case 'x12':
			return new X12File(envelope);
		case 'fhir':
			return new FhirLines((await import('@claims-askes/sdk/fhir')).writeFhirClaim);
		case 'csv':
			return new TableFile(await import('@claims-askes/sdk/csv'), { isCsv: true });
		case 'rows':
			return new TableFile(await import('@claims-askes/sdk/csv'), { isCsv: false });
	}
}

class FhirLines implements DocumentWriter {
	readonly #leftOut = new LeftOut();

	constructor(private readonly writeClaim: (claim: CanonicalClaim) => string) {}

	write(name: DocumentName, document: unknown): string {
		if (name !== 'claim') throw new NotInFormat(`${wordOf(name)} is not written as FHIR`);
		const claim = document as CanonicalClaim;
		this.#leftOut.add(keptBeside(claim));
		return `${this.writeClaim(claim)}\n`;
	}

	takeWarnings(): readonly InputProblem[] {
		return this.#leftOut.take();
	}

	end(): string {
		this.#leftOut.close();
		return '';
	}
}

type CsvCodec = typeof import('@claims-askes/sdk/csv');

class JsonList implements DocumentWriter {
	#isBegun = false;

	write(_: DocumentName, document: unknown): string {
		const before = this.#isBegun ? ',\n' : '[\n';
		this.#isBegun = true;
		return before + JSON.stringify(document);
	}

	end(): string {
		return this.#isBegun ? '\n]\n' : '[]\n';
	}
}

/** A table with a header (CSV), or its rows as flat JSON objects with the same columns throughout, as Parquet wants them. */
class TableFile implements DocumentWriter {
	#rows: TableRows<never> | undefined;
	#of: DocumentName | undefined;
	readonly #leftOut = new LeftOut();

	constructor(
		private readonly csv: CsvCodec,
		private readonly form: { readonly isCsv: boolean },
	) {}

	write(name: DocumentName, document: unknown): string {
		const isFirst = this.#of === undefined;
		this.#of ??= name;
		if (name !== this.#of)
			throw new NotInFormat(`${wordOf(name)} does not belong into a table of ${this.#of}s`);
		this.#rows ??= tableOf(name, this.csv);
		const { columns } = this.#rows;
		if (name === 'claim') this.#leftOut.add(fieldsBeside(columns, document as CanonicalClaim));
		const rows = this.#rows.rowsOf(document as never);
		if (!this.form.isCsv) return rows.map((cells) => `${JSON.stringify(flat(columns, cells))}\n`).join('');
		const { csvLine } = this.csv;
		return (isFirst ? csvLine(columns) : '') + rows.map((cells) => csvLine(cells)).join('');
	}

	takeWarnings(): readonly InputProblem[] {
		return this.#leftOut.take();
	}

	end(): string {
		this.#leftOut.close();
		return '';
	}
}

const flat = (columns: readonly string[], cells: readonly (string | number | undefined)[]) =>
	Object.fromEntries(columns.map((column, at) => [column.replaceAll('.', '_'), cells[at] ?? null]));

function tableOf(name: DocumentName, { ClaimRows, RemittanceRows }: CsvCodec): TableRows {
	if (name === 'claim') return ClaimRows;
	if (name === 'remittance') return RemittanceRows;
	throw new NotInFormat(`${wordOf(name)} is not written as a table`);
}

const MOST_IN_INTERCHANGE = 1_000;

/** Small documents are gathered, some hundred to an interchange; claims, remittances and members go out one by one. */
class X12File implements DocumentWriter {
	#of: DocumentName | undefined;
	#claims: ClaimWriter | undefined;
	#remittances: RemittanceWriter | undefined;
	#enrolments: EnrolmentWriter | undefined;
	#gathered: unknown[] = [];
	#interchanges = 0;
	#flushed = 0;
	#warnings: InputProblem[] = [];
	private readonly envelope: InterchangeOptions;

	constructor(envelope: InterchangeOptions) {
		this.envelope = {
			...envelope,
			onReplaced: (replaced) => this.#warnings.push(replacedWarning(replaced)),
			onMissing: (missing) => this.#warnings.push(guideWarning('GUIDE_INCOMPLETE', missing)),
			onLeftOut: (leftOut) => this.#warnings.push(guideWarning('GUIDE_LEFT_OUT', leftOut)),
		};
	}

	takeWarnings(): readonly InputProblem[] {
		return this.#warnings.splice(0);
	}

	write(name: DocumentName, document: unknown): string {
		this.#of ??= name;
		if (name !== this.#of)
			throw new NotInFormat(`${wordOf(name)} does not belong into an interchange of ${this.#of}s`);
		if (name === 'claim') {
			const claim = document as CanonicalClaim;
			if (claim.type === 'pharmacy') throw new NotInFormat('an 837 carries no pharmacy claim');
			this.#claims ??= new ClaimWriter(this.envelope);
			return this.#claims.write(claim);
		}
		if (name === 'remittance') {
			const remittance = document as Remittance;
			const { method, trace_number } = remittance.payment;
			if (!method || !trace_number)
				throw new NotInFormat('an 835 says how it is paid and under which number: this remittance does not');
			this.#remittances ??= new RemittanceWriter(this.envelope);
			return this.#remittances.write(remittance);
		}
		if (name === 'enrolment') {
			this.#enrolments ??= new EnrolmentWriter(this.envelope);
			return this.#enrolments.write(document as Enrolment);
		}
		if (name === 'acknowledgement' || name === 'claim_acknowledgement')
			throw new NotInFormat('an acknowledgement is written only for what is received');
		this.#gathered.push(document);
		return this.#gathered.length >= MOST_IN_INTERCHANGE ? this.#flush() : '';
	}

	end(): string {
		const open = this.#claims ?? this.#remittances ?? this.#enrolments;
		return open ? open.end() : this.#flush();
	}

	#flush(): string {
		const documents = this.#gathered.splice(0);
		if (documents.length === 0) return '';
		const before = this.#flushed;
		this.#flushed += documents.length;
		const options: InterchangeOptions = {
			...this.envelope,
			controlNumber: this.envelope.controlNumber + this.#interchanges++,
			onReplaced: (replaced) =>
				this.#warnings.push(
					replacedWarning({ ...replaced, document: replaced.document && before + replaced.document }),
				),
		};
		switch (this.#of) {
			case 'eligibility_inquiry':
				return writeEligibilityInquiries(documents as EligibilityInquiry[], options);
			case 'eligibility_response':
				return writeEligibilityResponses(documents as EligibilityResponse[], options);
			case 'claim_status_inquiry':
				return writeClaimStatusInquiries(documents as ClaimStatusInquiry[], options);
			case 'claim_status_response':
				return writeClaimStatusResponses(documents as ClaimStatusResponse[], options);
			case 'premium':
				return writePremiumPayments(documents as PremiumPayment[], options);
			default:
				return writeAuthorizations(documents as Authorization[], options);
		}
	}
}

const placeOf = ({ document, claim_id }: Pick<ReplacedText, 'document' | 'claim_id'>): string =>
	claim_id ? `claim ${claim_id}` : document > 0 ? `document ${document}` : 'the envelope';

/** By its place alone: what is said there may be a person's data. */
function replacedWarning(replaced: ReplacedText): InputProblem {
	const { segment_id, element } = replaced;
	const message = `${INPUT_PROBLEMS.TEXT_REPLACED}: ${placeOf(replaced)}`;
	return { code: 'TEXT_REPLACED', level: 'warning', message, segment_id, element };
}

function guideWarning(code: 'GUIDE_INCOMPLETE' | 'GUIDE_LEFT_OUT', place: PlaceInGuide): InputProblem {
	const { loop, segment_id, element, code: teller } = place;
	const which = `${segment_id}${teller ? `*${teller}` : ''} of loop ${loop}`;
	const message = `${INPUT_PROBLEMS[code]}: ${which}, ${placeOf(place)}`;
	return { code, level: 'warning', message, segment_id, ...(element ? { element } : {}) };
}

import type { CsvMapping } from '@claims-askes/sdk/csv';
import type { AnsweredClaims } from '@claims-askes/sdk/fhir';
import { findFiles } from '../find-files';
import { FhirBeside } from '../reading/fhir-beside';
import { UNPACK_LIMITS } from '../reading/inflate';
import { type Input, inputName, openInputs } from '../reading/inputs';
import {
	InputError,
	isAside,
	isUnread,
	type Problem,
	problemOf,
	RefusedError,
	refusal,
	skipped,
} from '../reading/problem';
import { type FileReading, readFile } from '../reading/read-file';
import { Totals } from './totals';
import { type DocumentWriter, NotInFormat, tellWarnings } from './writers';

export interface ConvertSummary {
	readonly file: string;
	/** Claims, remittances, members, inquiries: whatever the file holds. */
	readonly documents: number;
	readonly claims: number;
	readonly lines: number;
	readonly charges: Readonly<Record<string, string>>;
	/** Of remittances: what is paid for claims. */
	readonly paid: Readonly<Record<string, string>>;
	readonly rejected: number;
	readonly warnings: number;
}

export interface ConvertOptions {
	/** Refuse a file at its first damage, also where it is readable, and X12 where it does not keep to its guide. */
	readonly strict: boolean;
	readonly writer: DocumentWriter;
	readonly mapping?: CsvMapping | undefined;
	readonly currency?: string | undefined;
	/** The files that the path names, where they are known already. */
	readonly files?: readonly string[];
}

export interface ConvertOutput {
	/** Called with each piece of text; the next document is read when it has been taken. */
	text(text: string): void | Promise<void>;
	warning(file: string, problem: Problem): void;
	rejected(file: string, claimId: string | undefined, problems: readonly Problem[]): void;
}

/** Reads the documents of a file one after the other and writes them in another format. */
export async function convertFile(
	path: string,
	{ strict, writer, mapping, currency, files }: ConvertOptions,
	output: ConvertOutput,
): Promise<ConvertSummary> {
	const totals = new Totals();
	const counts = { documents: 0, rejected: 0, warnings: 0 };
	let at = path;
	const warn = (problem: Problem) => {
		if (strict) throw refusal(at, problem);
		counts.warnings++;
		output.warning(at, problem);
	};
	/** A text that was not written as it was read is no damage of the file: strictness does not refuse it. */
	const warnOfWritten = () => {
		counts.warnings += tellWarnings(writer, (problem) => output.warning(at, problem));
	};
	const reject = (claimId: string | undefined, problems: readonly Problem[]) => {
		const [first] = problems;
		if (strict && first) throw refusal(at, first);
		counts.rejected++;
		output.rejected(at, claimId, problems);
	};
	const paths = files ?? (await findFiles([path]));
	const beside = new FhirBeside(paths);
	const answered: AnsweredClaims = new Map();
	const take = async (input: Input) => {
		// An export tells of each claim again what became of it, and that twice: from the first claim on, claims are wanted.
		const answers = totals.claims === 0 ? answered : undefined;
		for await (const reading of readFile(input, { mapping, currency, answers, beside, check: strict })) {
			if (reading.kind === 'problem' && isUnread(reading.problem)) reject(undefined, [reading.problem]);
			else if (reading.kind === 'problem') warn(reading.problem);
			else if (reading.kind === 'rejected') reject(reading.claim_id, reading.problems);
			else if (reading.kind === 'document') {
				reading.warnings.forEach(warn);
				const text = written(writer, reading, reject);
				warnOfWritten();
				if (text === undefined) continue;
				counts.documents++;
				totals.add(reading.name, reading.document);
				if (text !== '') await output.text(text);
			}
		}
	};
	try {
		const aside = await takeInputs(paths, path, async (input, name) => {
			at = name;
			await take(input);
		});
		const [first] = aside;
		if (counts.documents + counts.rejected === 0) {
			at = first?.name ?? path;
			throw first
				? new RefusedError(first.problem)
				: new InputError(paths.length === 0 ? 'FOLDER_EMPTY' : 'EMPTY');
		}
		for (const { name, problem } of aside) output.warning(name, skipped(problem));
	} catch (error) {
		const problem = problemOf(error);
		if (!problem) throw error;
		// What was whole before the damage is whole in the output as well.
		await output.text(writer.end());
		warnOfWritten();
		throw refusal(at, problem);
	} finally {
		await beside.close();
	}
	await output.text(writer.end());
	warnOfWritten();
	const { claims, lines, charges, paid } = totals;
	return { file: path, ...counts, claims, lines, charges, paid };
}

interface Aside {
	readonly name: string;
	readonly problem: Problem;
}

/** All inputs of some files, one after the other; those that hold nothing to read are put aside: others may. */
async function takeInputs(
	paths: readonly string[],
	named: string,
	take: (input: Input, name: string) => Promise<void>,
): Promise<Aside[]> {
	const aside: Aside[] = [];
	for (const path of paths)
		for await (const input of openInputs(path, undefined, UNPACK_LIMITS)) {
			const name = path === '-' ? '-' : input.name;
			try {
				await take(input, name);
			} catch (error) {
				const problem = problemOf(error);
				if (!problem || !isAside(problem, { isNamed: input.name === inputName(named) })) throw error;
				aside.push({ name, problem });
			}
		}
	return aside;
}

/** The document in the other format, or nothing where that has no room for it. */
function written(
	writer: DocumentWriter,
	{ name, document }: Extract<FileReading, { kind: 'document' }>,
	reject: (claimId: string | undefined, problems: readonly Problem[]) => void,
): string | undefined {
	try {
		return writer.write(name, document);
	} catch (error) {
		if (!(error instanceof NotInFormat)) throw error;
		const claimId = (document as { claim_id?: string }).claim_id;
		reject(claimId, [{ code: 'NOT_IN_FORMAT', level: 'error', message: error.message }]);
		return undefined;
	}
}

import type { Enrolment } from '@claims-askes/sdk/claim';
import {
	detectX12,
	readEnrolments,
	readEnvelopeHeader,
	X12Error,
	type X12Problem,
} from '@claims-askes/sdk/x12';
import { Failure } from '../../failure';
import { AcknowledgementFiles } from '../import/acknowledgement-files';
import {
	type Acknowledge,
	AcknowledgementNames,
	acknowledgementFolder,
} from '../import/acknowledgement-names';
import { type UnreadFile, UnreadFiles } from '../import/unread-files';
import { type Input, inputName, openInputs } from '../reading/inputs';
import { InputError, type Problem } from '../reading/problem';

export interface ReadingOptions {
	readonly warning: (file: string, problem: Problem) => void;
	/** The paths that were asked for; what was found below them was not named by itself. All of them unless said. */
	readonly named?: readonly string[];
	readonly acknowledge?: Acknowledge;
}

/** The people in the 834s that paths lead to, file by file, and what is learned of the files on the way. */
export class EnrolmentsOfFiles {
	/** People whose entry could not be read. */
	unreadable = 0;
	/** Whether everybody whom the files name was read: else those who seem to be absent may be among the others. */
	isWhole = true;
	/** Files that end too early, and transaction sets that could not be taken: all else is handed out. */
	readonly unread = new UnreadFiles();
	/** The 999 of each file, and the TA1 where one is due. */
	readonly acknowledgements: string[] = [];
	readonly #names = new AcknowledgementNames();

	constructor(
		private readonly paths: readonly string[],
		private readonly options: ReadingOptions,
	) {}

	async *read(): AsyncGenerator<Enrolment> {
		for (const path of this.paths) yield* this.#inPath(path);
	}

	/** To be called when all is read, with whether anybody was. */
	close(hasPeople: boolean): void {
		this.unread.judgeAside(hasPeople, this.options.warning);
	}

	get files(): readonly UnreadFile[] {
		return this.unread.files;
	}

	async *#inPath(path: string): AsyncGenerator<Enrolment> {
		try {
			for await (const input of openInputs(path)) yield* this.#inInput(path, input);
		} catch (error) {
			this.isWhole = false;
			// Gone since it was listed, or a folder by now.
			if (error instanceof Failure && error.kind === 'unusable' && this.paths.length > 1)
				this.unread.files.push({ file: path, code: error.code, message: error.message });
			else this.unread.broke(path, error, { isNamed: true });
		}
	}

	async *#inInput(path: string, input: Input): AsyncGenerator<Enrolment> {
		const answers = this.#answersTo(path, input);
		try {
			if (!this.#isNamed(path, input) && detectX12(input.head)?.transaction !== '834')
				throw new InputError('NO_ENROLMENTS');
			for await (const reading of readEnrolments(input.bytes, { check: true, summaries: true })) {
				answers?.document(reading);
				if (reading.kind === 'document') yield reading.document;
				else if (reading.kind === 'problem') this.#note(input.name, reading.problem);
				else if (reading.kind === 'rejected') this.#reject(input.name, reading.problems);
				if (reading.kind === 'document' || reading.kind === 'rejected')
					for (const problem of reading.warnings) this.options.warning(input.name, problem);
			}
		} catch (error) {
			const problem = this.unread.broke(input.name, error, { isNamed: this.#isNamed(path, input) });
			if (error instanceof X12Error) answers?.fail(error.problem);
			// What lies beside the files and is none of them names nobody.
			if (problem.code !== 'NO_ENROLMENTS') this.isWhole = false;
		} finally {
			await input.bytes.return(undefined);
			await answers?.close();
			this.acknowledgements.push(...(answers?.written ?? []));
		}
	}

	#note(file: string, problem: X12Problem): void {
		if (mayHideMembers(problem)) this.isWhole = false;
		if (isSetUnread(problem)) this.unread.add(file, problem);
		this.options.warning(file, problem);
	}

	#reject(file: string, problems: readonly X12Problem[]): void {
		this.unreadable++;
		this.isWhole = false;
		for (const problem of problems) this.options.warning(file, problem);
	}

	#isNamed(path: string, { name }: Input): boolean {
		return name === inputName(path) && (this.options.named ?? this.paths).includes(path);
	}

	/** Of an 834 alone: what else was handed over is not its sender's fault. */
	#answersTo(path: string, { head, name }: Input): AcknowledgementFiles | null {
		const folder = acknowledgementFolder(path, this.options.acknowledge ?? null);
		const envelope = readEnvelopeHeader(head);
		if (folder === null || envelope?.transactionCode !== '834') return null;
		const base = this.#names.take(folder, name);
		return new AcknowledgementFiles(base, envelope, new Date(), { ta1: 'when-due', claims: false });
	}
}

/** Of a file: what could not be read at all, or is less than its trailer counts. */
const mayHideMembers = ({ level, code }: X12Problem) => level === 'error' || code === 'CONTROL_COUNT';

/** Another transaction than an 834, another version, or one of which nothing came. */
const isSetUnread = ({ level, segment_id }: X12Problem) => level === 'error' && segment_id === 'ST';

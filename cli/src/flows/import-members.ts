import { type AskesClients, AskesError, allItems } from '@claims-askes/sdk';
import type { Enrolment } from '@claims-askes/sdk/claim';
import { Failure } from '../failure';
import { failureOf } from '../failure-of';
import { FullRoll } from './full-roll';
import type { UnreadFile } from './import/unread-files';
import { EnrolmentsOfFiles, type ReadingOptions } from './members/enrolments-of-files';
import { type Patience, patiently } from './patiently';
import { inputName } from './reading/inputs';

/** What the service takes at once. */
const BATCH = 1_000;
const MOST_TOLD = 1_000;

export interface MemberImport {
	/** What was read, as a person would name it. */
	readonly file: string;
	readonly files: number;
	readonly members: {
		read: number;
		created: number;
		updated: number;
		unchanged: number;
		refused: number;
	};
	/** Members whose entry in a file could not be read. */
	unreadable: number;
	readonly refusals: { readonly member_number: string; readonly code: string; readonly message: string }[];
	/** People covered under the policies that a full file is about and does not name; null for a file of changes. */
	absent: string[] | null;
	/** What people whom a full file names are covered by, and it does not name: a product that they no longer have. */
	left_out: { readonly member_number: string; readonly plan_id: string }[] | null;
	/** Whether everybody whom the file names is known by number: else those who are absent may be among the others. */
	isWhole: boolean;
	ended: number;
	/** Where a file ends too early, or a transaction set of it begins that could not be taken: all else is carried out. */
	unread_from: UnreadFile | null;
	/** The same of each file. */
	unread_files: readonly UnreadFile[];
	/** The 999 that was written for each file, and the TA1 where one is due. */
	acknowledgements: readonly string[];
}

export interface MemberImportOptions extends Patience, ReadingOptions {
	readonly progress: (read: number) => void;
	/** The last day of those whom a full file does not name; they stay as they are unless it is given. */
	readonly endAbsentOn?: string | undefined;
}

/**
 * Carries out 834s of any size, a thousand members at a time; repeating it changes nothing. Files that are given together are
 * one set: whom none of the full ones among them names is absent. Without clients they are read and checked. Where the payer's side fails for longer than one is patient, the file is read to its end all the
 * same: the 999 answers what its sender wrote, and whoever runs it again finishes the rest.
 */
export async function importMembers(
	askes: AskesClients | null,
	paths: readonly string[],
	options: MemberImportOptions,
): Promise<MemberImport> {
	const summary: MemberImport = {
		file: nameOf(paths),
		files: paths.length,
		members: { read: 0, created: 0, updated: 0, unchanged: 0, refused: 0 },
		unreadable: 0,
		refusals: [],
		absent: null,
		left_out: null,
		isWhole: true,
		ended: 0,
		unread_from: null,
		unread_files: [],
		acknowledgements: [],
	};
	const roll = new FullRoll();
	const batch: Enrolment[] = [];
	let interruption: Error | undefined;
	const send = async () => {
		const people = batch.splice(0);
		if (people.length === 0) return;
		if (askes) await sendBatch(askes, people, { summary, roll }, options);
		else summary.members.read += people.length;
		options.progress(summary.members.read);
	};
	const sendOrNote = () =>
		send().catch((error: Error) => {
			interruption = error;
		});
	const files = new EnrolmentsOfFiles(paths, options);
	for await (const enrolment of files.read()) {
		if (interruption) continue;
		batch.push(enrolment);
		if (batch.length === BATCH) await sendOrNote();
	}
	await sendOrNote();
	files.close(summary.members.read + files.unreadable > 0);
	summary.unreadable = files.unreadable;
	summary.isWhole &&= files.isWhole;
	summary.acknowledgements = files.acknowledgements;
	summary.unread_files = files.files;
	summary.unread_from = files.files[0] ?? null;
	if (askes && !interruption && !summary.unread_from && roll.policies.size > 0)
		await compareRoll(askes, roll, { summary, endOn: options.endAbsentOn }, options).catch((error: Error) => {
			interruption = error;
		});
	if (interruption) throw interrupted(interruption, summary);
	if (summary.unread_from && summary.members.read + summary.unreadable === 0)
		throw unread(summary.unread_from);
	return summary;
}

const nameOf = ([first = 'nothing', ...others]: readonly string[]): string =>
	others.length === 0 ? inputName(first) : `${inputName(first)} and ${others.length} more`;

/** A file of which nothing came. */
const unread = ({ code, message, ...facts }: UnreadFile): Failure =>
	new Failure('unusable', code, message, { facts });

/** What the failure was, and where it left the file. */
function interrupted(error: Error, summary: MemberImport): Error {
	const failure = failureOf(error);
	if (!(failure instanceof Failure)) return failure;
	const { file, members, acknowledgements } = summary;
	const told = `${members.read} of its members were answered before`;
	return new Failure(failure.kind, failure.code, `${file}: ${failure.message}; ${told}`, {
		cause: error,
		suggestions: [
			'run it again: what is in stays as it is, and the rest is carried out',
			...failure.suggestions,
		],
		facts: { ...failure.facts, file, members, acknowledgements },
	});
}

interface Book {
	readonly summary: MemberImport;
	readonly roll: FullRoll;
}

async function sendBatch(
	askes: AskesClients,
	enrolments: readonly Enrolment[],
	{ summary, roll }: Book,
	patience: Patience,
): Promise<void> {
	// What was kept of the file beside its fields is the file's own, and would only make the request larger.
	const text = JSON.stringify({ enrolments: enrolments.map(({ source: _, ...enrolment }) => enrolment) });
	// Sent again under the same key until it is answered, it is carried out once and answered as it was.
	const key = crypto.randomUUID();
	const { data } = await patiently(patience, () =>
		askes.members.POST('/api/v1/enrollment-changes', {
			headers: { 'content-type': 'application/json', 'idempotency-key': key },
			body: { enrolments: [] },
			bodySerializer: () => text,
		}),
	);
	const report = data?.data;
	if (!report) throw new Failure('failed', 'NO_ANSWER', 'member-service answered nothing');
	summary.members.read += enrolments.length;
	summary.members.created += report.created;
	summary.members.updated += report.updated;
	summary.members.unchanged += report.unchanged;
	summary.members.refused += report.refused;
	for (const [at, { member_number, problem }] of report.results.entries()) {
		if (problem && summary.refusals.length < MOST_TOLD)
			summary.refusals.push({ member_number, code: problem.code, message: sentenceOf(problem) });
		if (member_number === '') summary.isWhole = false;
		roll.note(enrolments[at], member_number, { isCarriedOut: problem === null });
	}
}

/** Why, with what exactly: of two coverages that overlap, their plans. */
const sentenceOf = ({ message, details }: { message: string; details: { message: string }[] }): string =>
	[message, ...details.map((detail) => detail.message)].join(': ');

/** Holds a full file against everything that is covered without an end under one of its policies. */
async function compareRoll(
	askes: AskesClients,
	roll: FullRoll,
	{ summary, endOn }: { summary: MemberImport; endOn: string | undefined },
	patience: Patience,
): Promise<void> {
	const absent: string[] = [];
	const left_out: NonNullable<MemberImport['left_out']> = [];
	Object.assign(summary, { absent, left_out });
	const policies = await policiesOf(askes, roll, patience);
	for (const group_id of new Set(policies.values())) {
		for await (const { id, member_number, coverages } of peopleOf(askes, group_id, patience)) {
			const unnamed = coverages.filter(
				({ to, policy_id, plan_id }) =>
					to === null && policies.has(policy_id) && !roll.names(member_number, plan_id),
			);
			if (unnamed.length === 0) continue;
			if (roll.has(member_number))
				left_out.push(...unnamed.map(({ plan_id }) => ({ member_number, plan_id })));
			else absent.push(member_number);
			if (!endOn || !summary.isWhole) continue;
			for (const coverage of unnamed)
				await patiently(patience, () => endCoverage(askes, id, { coverage, endOn }));
			summary.ended++;
		}
	}
}

/** As an 834's own endings do: a coverage that would begin after its end never holds, and is taken back. */
async function endCoverage(
	askes: AskesClients,
	id: string,
	{ coverage, endOn }: { coverage: { readonly id: string; readonly from: string }; endOn: string },
): Promise<void> {
	const params = { path: { id, coverage_id: coverage.id } };
	if (coverage.from > endOn)
		await askes.members
			.DELETE('/api/v1/members/{id}/coverages/{coverage_id}', { params })
			// By a request of ours that was carried out and never answered.
			.catch(unlessGone);
	else
		await askes.members.PATCH('/api/v1/members/{id}/coverages/{coverage_id}', {
			params,
			body: { to: endOn },
		});
}

function unlessGone(error: unknown): void {
	if (!(error instanceof AskesError && error.status === 404)) throw error;
}

/** The policies of a roll with their groups, by id. */
async function policiesOf(
	askes: AskesClients,
	roll: FullRoll,
	patience: Patience,
): Promise<Map<string, string>> {
	const groups = new Map<string, string>();
	for (const number of roll.policies) {
		const { data } = await patiently(patience, () =>
			askes.policies.GET('/api/v1/policies', { params: { query: { number, limit: 1 } } }),
		);
		for (const { id, group_id } of data?.data ?? []) groups.set(id, group_id);
	}
	return groups;
}

const peopleOf = (askes: AskesClients, group_id: string, patience: Patience) =>
	allItems((cursor) =>
		patiently(patience, () =>
			askes.members.GET('/api/v1/members', { params: { query: { group_id, limit: 200, cursor } } }),
		),
	);

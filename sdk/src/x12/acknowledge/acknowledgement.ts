import type { CanonicalClaim } from '../../claim';
import type { PlacedFinding } from '../check/claim-place';
import type { ClaimReading } from '../claims/claim-reading';
import type { EnvelopeHeader } from '../envelope';
import type { X12Problem } from '../problem';
import type { BusinessUnit, DocumentReading } from '../read/document-reader';
import type { TransactionSummary } from '../transaction-summary';

/** How a claim fared at the door, with what a 277CA has to say of it. */
export interface ClaimOutcome {
	readonly isAccepted: boolean;
	readonly claim: Partial<CanonicalClaim>;
	readonly problems: readonly (X12Problem | PlacedFinding)[];
}

/** Something wrong in a transaction set, and the claim or the other unit that it stands in. */
export type AcknowledgedProblem = (X12Problem | PlacedFinding) & {
	readonly claim_id?: string | undefined;
	readonly unit?: BusinessUnit;
};

/** What became of a transaction set, ST to SE: AK2 and IK5 of the 999. */
export interface TransactionOutcome extends TransactionSummary {
	readonly problems: readonly AcknowledgedProblem[];
	readonly claims: readonly ClaimOutcome[];
	/** A: as it should be. E: accepted with errors. R: not taken at all. */
	readonly status: 'A' | 'E' | 'R';
}

/** What became of a functional group, GS to GE: AK1 and AK9 of the 999. */
export interface GroupOutcome {
	readonly envelope: EnvelopeHeader;
	readonly transactions: readonly TransactionOutcome[];
	readonly problems: readonly X12Problem[];
}

/** What became of an interchange, ISA to IEA: the TA1. */
export interface InterchangeOutcome {
	readonly envelope: EnvelopeHeader;
	readonly groups: readonly GroupOutcome[];
	readonly problems: readonly X12Problem[];
}

type Whose = Pick<AcknowledgedProblem, 'claim_id' | 'unit'>;

const MOST_PROBLEMS = 1000;

interface Open {
	envelope: EnvelopeHeader;
	groups: { envelope: EnvelopeHeader; transactions: TransactionOutcome[]; problems: X12Problem[] }[];
	problems: X12Problem[];
}

/**
 * Collects, while a file is read, what its acknowledgements have to say: hand it every reading, and the error that
 * ended the reading if there was one.
 */
export class Acknowledger {
	private readonly interchanges: Open[] = [];
	private problems: AcknowledgedProblem[] = [];
	private claims: ClaimOutcome[] = [];
	/** Of headers whose interchange or group no transaction set has followed yet. */
	private ofInterchange: X12Problem[] = [];
	private ofGroup: X12Problem[] = [];

	/** Takes what a reader of claims or, with `summaries`, of any other documents hands out. */
	add(reading: ClaimReading | DocumentReading<unknown>): void {
		switch (reading.kind) {
			case 'document':
				this.keep(reading.warnings, reading);
				break;
			case 'claim':
				this.claims.push({ isAccepted: true, claim: reading.claim, problems: reading.warnings });
				this.keep(reading.warnings, reading.claim);
				break;
			case 'rejected':
				if ('claim' in reading)
					this.claims.push({ isAccepted: false, claim: reading.claim, problems: reading.problems });
				this.keep([...reading.problems, ...reading.warnings], reading);
				break;
			case 'problem':
				this.place(reading.problem);
				break;
			case 'transaction':
				this.close(reading.transaction);
		}
	}

	/** What is wrong by itself, or with a claim that is answered elsewhere. */
	note(problem: X12Problem | PlacedFinding, claimId?: string): void {
		if ('path' in problem) this.keep([problem], { claim_id: claimId });
		else this.place(problem, claimId);
	}

	/** The file ended too early or could not be read on: of a transaction set that was open what came before is taken, if anything. */
	fail(problem: X12Problem): void {
		const interchange = this.interchanges.at(-1);
		const group = interchange?.groups.at(-1);
		// Of the header of a next interchange nothing is said to the one before it.
		if (!interchange || !group || problem.segment_id === 'ISA') return;
		interchange.problems.push(problem);
		if (problem.segment_id !== 'GE') group.problems.push(problem);
		const last = group.transactions.at(-1);
		if (!last?.is_cut_off) return;
		const status = last.accepted > 0 ? 'E' : 'R';
		group.transactions.splice(-1, 1, { ...last, problems: [...last.problems, problem], status });
	}

	outcomes(): readonly InterchangeOutcome[] {
		return this.interchanges;
	}

	private keep(problems: readonly (X12Problem | PlacedFinding)[], { claim_id, unit }: Whose): void {
		for (const problem of problems) {
			if (this.problems.length >= MOST_PROBLEMS) return;
			// What the header lacks is found at the end, with the last unit.
			const isInUnit = unit !== undefined && problem.segment >= unit.segment;
			this.problems.push({
				...problem,
				...(claim_id ? { claim_id } : {}),
				...(isInUnit ? { unit } : {}),
			});
		}
	}

	/**
	 * Problems of headers and trailers belong to their group or interchange; all others to the transaction that is open.
	 * A trailer that is not there is missed where the next header stands, and belongs to what it would have ended.
	 */
	private place(problem: X12Problem, claimId?: string): void {
		const interchange = this.interchanges.at(-1);
		switch (problem.missing?.segment ?? problem.segment_id) {
			case 'GE':
				(interchange?.groups.at(-1)?.problems ?? this.ofGroup).push(problem);
				break;
			case 'IEA':
				(interchange?.problems ?? this.ofInterchange).push(problem);
				break;
			case 'ISA':
				this.ofInterchange.push(problem);
				break;
			case 'GS':
				this.ofGroup.push(problem);
				break;
			default:
				this.keep([problem], { claim_id: claimId });
		}
	}

	private close(summary: TransactionSummary): void {
		const { envelope } = summary;
		const problems = this.problems;
		const hasRefused =
			summary.rejected > 0 || problems.some((one) => 'level' in one && one.level === 'error');
		const isLost = !summary.is_read || (summary.accepted === 0 && hasRefused);
		const status = isLost ? 'R' : problems.length > 0 ? 'E' : 'A';
		this.groupOf(envelope).transactions.push({ ...summary, problems, claims: this.claims, status });
		this.problems = [];
		this.claims = [];
	}

	private groupOf(envelope: EnvelopeHeader) {
		let interchange = this.interchanges.at(-1);
		if (interchange?.envelope.interchangePlace !== envelope.interchangePlace) {
			interchange = { envelope, groups: [], problems: this.ofInterchange.splice(0) };
			this.interchanges.push(interchange);
		}
		let group = interchange.groups.at(-1);
		if (group?.envelope.groupPlace !== envelope.groupPlace) {
			group = { envelope, transactions: [], problems: this.ofGroup.splice(0) };
			interchange.groups.push(group);
		}
		return group;
	}
}

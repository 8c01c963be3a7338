import type { ClaimLine } from '../../claim';
import { currencyDecimals } from '../../claim/currency';
import { writeMinor } from '../amount';
import { lineSegments } from '../hierarchy/write-claim-status';
import { groupBy } from '../write/group-by';
import { nameSegment } from '../write/parties';
import { writeProcedure } from '../write/procedure';
import { type OutSegment, out, writeDate, writePeriod, X12Writer } from '../write/x12-writer';
import type { ClaimOutcome, InterchangeOutcome, TransactionOutcome } from './acknowledgement';
import { statusOfFinding } from './finding-codes';
import { claimStatusOf } from './problem-codes';
import { type AcknowledgementOptions, answerTo } from './write-acknowledgements';

const VERSION = '005010X214';
const ACCEPTED = ['A2', '20'] as const;
const MOST_REASONS = 3;

/** What a 277CA says beside what was found. */
export interface ClaimAcknowledgementOptions extends AcknowledgementOptions {
	/** Who answers. */
	readonly payer: { readonly name: string; readonly id: string };
	/** The day the file came in and the day it was looked at; by default the day of `at`. */
	readonly received?: string;
	/** The payer's own number of an accepted claim, where it has one. */
	readonly numberOf?: (claim: ClaimOutcome['claim']) => string | undefined;
}

/** 277CA: claim by claim, which were taken in and which were not, and why. */
export function write277ca(outcome: InterchangeOutcome, options: ClaimAcknowledgementOptions): string {
	const writer = new X12Writer(answerTo(outcome.envelope, options));
	writer.group('HN', VERSION);
	const transactions = outcome.groups
		.flatMap((group) => group.transactions)
		.filter(({ claims }) => claims.length > 0)
		.flatMap(byCurrency);
	transactions.forEach((transaction, at) => {
		writer.transaction('277', VERSION);
		for (const segment of new Answer(transaction, { options, place: at + 1 }).segments()) writer.put(segment);
	});
	writer.close();
	return writer.take();
}

class Answer {
	private levels = 0;
	private readonly day: string;
	private readonly decimals: number;

	constructor(
		private readonly transaction: TransactionOutcome,
		private readonly context: { readonly options: ClaimAcknowledgementOptions; readonly place: number },
	) {
		this.day = writeDate(context.options.at.slice(0, 10));
		this.decimals = currencyDecimals(transaction.claims[0]?.claim.currency ?? 'USD');
	}

	*segments(): Generator<OutSegment> {
		const { options, place } = this.context;
		const { claims, envelope } = this.transaction;
		const source = claims[0]?.claim.source;
		const reference = `${envelope.interchange}${envelope.transaction}`;
		yield out('BHT', '0085', '08', reference, this.day, options.at.slice(11, 16).replace(':', ''), 'TH');
		yield out('HL', ++this.levels, undefined, '20', '1');
		yield out(
			'NM1',
			'PR',
			'2',
			options.payer.name,
			undefined,
			undefined,
			undefined,
			undefined,
			'PI',
			options.payer.id,
		);
		yield out('TRN', '1', `${reference}-${place}`);
		yield out('DTP', '050', 'D8', options.received ? writeDate(options.received) : this.day);
		yield out('DTP', '009', 'D8', this.day);
		const parent = this.levels;
		yield out('HL', ++this.levels, parent, '21', '1');
		const { id, name } = source?.submitter ?? {};
		yield out(
			'NM1',
			'41',
			'2',
			name,
			undefined,
			undefined,
			undefined,
			undefined,
			'46',
			id ?? envelope.sender,
		);
		yield out('TRN', '2', source?.batch_reference ?? envelope.transaction);
		const isAnyAccepted = claims.some(({ isAccepted }) => isAccepted);
		const [category, status] = isAnyAccepted ? ['A1', '20'] : ['A3', '21'];
		yield out('STC', [category, status], this.day, isAnyAccepted ? 'WQ' : 'U', this.total(claims));
		yield* this.totals(claims, { accepted: '90', rejected: 'AA' });
		const submitter = this.levels;
		for (const group of byProvider(claims)) yield* this.provider(group, submitter);
	}

	private *provider(claims: readonly ClaimOutcome[], parent: number): Generator<OutSegment> {
		const billing = claims[0]?.claim.billing_provider ?? {};
		yield out('HL', ++this.levels, parent, '19', '1');
		yield nameSegment('85', billing, billing.npi ? 'XX' : 'FI', billing.npi ?? billing.tax_id);
		yield out('TRN', '1', '0');
		yield* this.totals(claims, { accepted: 'QA', rejected: 'QC' });
		const provider = this.levels;
		for (const claim of claims) yield* this.claim(claim, provider);
	}

	private *claim(outcome: ClaimOutcome, parent: number): Generator<OutSegment> {
		const { claim, isAccepted, problems } = outcome;
		const { patient = { relationship: 'unknown' as const }, subscriber, lines = [] } = claim;
		const number = isAccepted ? this.context.options.numberOf?.(claim) : undefined;
		yield out('HL', ++this.levels, parent, 'PT', undefined);
		yield nameSegment('QC', patient, 'MI', patient.member_id ?? subscriber?.member_id);
		yield out('TRN', '2', claim.claim_id || '0');
		if (isAccepted) yield out('STC', ACCEPTED, this.day, 'WQ', claim.total_charge);
		else
			for (const reason of reasonsOf(problems))
				yield out('STC', reason.codes, this.day, 'U', claim.total_charge || '0', ...reason.text);
		if (number) yield out('REF', '1K', number);
		if (claim.clearinghouse_number) yield out('REF', 'D9', claim.clearinghouse_number);
		if (claim.type === 'institutional' && claim.facility_type)
			yield out('REF', 'BLT', `${claim.facility_type}${claim.frequency_code ?? ''}`);
		const days = lines
			.flatMap((line) =>
				line.service_date ? [line.service_date, line.service_date_end ?? line.service_date] : [],
			)
			.sort();
		const [first] = days;
		if (first) yield out('DTP', '472', ...writePeriod(first, days.at(-1)));
		if (!isAccepted) yield* this.lines(lines, problems);
	}

	/** The lines that a claim was refused for. */
	private *lines(lines: readonly ClaimLine[], problems: ClaimOutcome['problems']): Generator<OutSegment> {
		const ofLines = problems.filter((problem) => lineOf(problem) !== undefined);
		for (const found of groupBy(ofLines, (problem) => String(lineOf(problem)))) {
			const line = lines[lineOf(found[0]) ?? -1];
			if (!line) continue;
			const { control_number = String(line.number), charge, revenue_code, units } = line;
			const service = [
				writeProcedure(line),
				charge,
				undefined,
				revenue_code,
				undefined,
				undefined,
				units,
			] as const;
			const [head, ...rest] = lineSegments({ ...line, control_number }, service);
			if (head) yield head;
			for (const { codes, text } of reasonsOf(found))
				yield out('STC', codes, this.day, 'U', undefined, ...text);
			yield* rest;
		}
	}

	private *totals(
		claims: readonly ClaimOutcome[],
		codes: { accepted: string; rejected: string },
	): Generator<OutSegment> {
		const accepted = claims.filter(({ isAccepted }) => isAccepted);
		const rejected = claims.filter(({ isAccepted }) => !isAccepted);
		if (accepted.length > 0) yield out('QTY', codes.accepted, accepted.length);
		if (rejected.length > 0) yield out('QTY', codes.rejected, rejected.length);
		if (accepted.length > 0) yield out('AMT', 'YU', this.total(accepted));
		if (rejected.length > 0) yield out('AMT', 'YY', this.total(rejected));
	}

	/** A claim whose charge could not be read counts for nothing. */
	private total(claims: readonly ClaimOutcome[]): string {
		const minor = claims.reduce(
			(sum, { claim }) => sum + BigInt(claim.total_charge?.replace('.', '') || 0),
			0n,
		);
		return writeMinor(Number(minor), this.decimals);
	}
}

/** An AMT names no currency: each answer is about claims of one, and its totals are sums that exist. */
const byCurrency = (transaction: TransactionOutcome): TransactionOutcome[] => {
	const [first] = transaction.claims;
	const currencyOf = ({ claim }: ClaimOutcome) => claim.currency ?? first?.claim.currency ?? 'USD';
	return groupBy(transaction.claims, currencyOf).map((claims) => ({ ...transaction, claims }));
};

const byProvider = (claims: readonly ClaimOutcome[]): ClaimOutcome[][] =>
	groupBy(claims, ({ claim }) => JSON.stringify(claim.billing_provider));

/** The line that a problem is about, where it says so. */
const lineOf = (problem: ClaimOutcome['problems'][number] | undefined): number | undefined => {
	const [list, at] = problem && 'path' in problem ? problem.path : [];
	return list === 'lines' && typeof at === 'number' ? at : undefined;
};

/** As guides name it: `SV101-2`. */
const placeOf = ({ segment_id, element, component }: ClaimOutcome['problems'][number]): string => {
	const place = element ? `${segment_id}${String(element).padStart(2, '0')}` : segment_id;
	return component ? `${place}-${component}` : place;
};

/** The reasons of a refusal as status codes, each told once, with our own words where the code is a general one. */
function reasonsOf(
	problems: ClaimOutcome['problems'],
): { codes: (string | undefined)[]; text: (string | undefined)[] }[] {
	const reasons = new Map<string, { codes: (string | undefined)[]; text: (string | undefined)[] }>();
	for (const problem of problems) {
		const { category, status, entity } =
			'path' in problem ? statusOfFinding(problem) : claimStatusOf(problem);
		const codes = [category, status, entity];
		const words = `${placeOf(problem)} ${problem.message}`.slice(0, 264);
		if (!reasons.has(codes.join(':')))
			reasons.set(codes.join(':'), { codes, text: [...Array.from({ length: 7 }, () => undefined), words] });
	}
	return [...reasons.values()].slice(0, MOST_REASONS);
}

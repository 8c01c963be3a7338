import type { Adjustment, RemittanceClaim, RemittanceLine } from '../claim';
import { compact } from './compact';
import type { Cursor } from './cursor';
import { readFields } from './field-extensions';
import { type Adjudicated, type CutAmount, paidOf, readAdjudications } from './read-adjudication';
import {
	MOST_LINES,
	readCharge,
	readModifiers,
	readProcedure,
	readQuantity,
	settleAmounts,
	sumOf,
	warnOfModifiers,
} from './read-lines';
import type { ClaimMoney } from './read-money';
import { readName } from './read-parties';
import type { Resolver } from './resources';

/** How the submitter called the claim, and how the payer does. */
export interface ClaimNumbers {
	readonly claim_id: string;
	readonly payer_claim_number?: string;
}

interface ClaimFacts {
	readonly resolver: Resolver;
	readonly money: ClaimMoney;
	readonly number: ClaimNumbers;
	/** What the payment comes to. */
	readonly paid: bigint | undefined;
}

/** The claim that an answer is about, as it was decided: its lines, what was taken off, and what is paid. */
export function readAnsweredClaim(answer: Cursor, { resolver, money, number, paid: payment }: ClaimFacts) {
	const items = itemsOf(answer);
	if (items.length > MOST_LINES) answer.field('item').report('STRUCTURE', `more than ${MOST_LINES} lines`);
	const lines = items.slice(0, MOST_LINES).map((item) => readLine(item, money));
	const whole = readAdjudications(answer.items('adjudication'), money);
	const totals = readAdjudications(answer.items('total'), money);
	const cuts = [
		...whole.cuts,
		...cutsOfTotals(answer, totals, [...whole.cuts, ...lines.flatMap((line) => line.cuts)], money),
	];
	const charges = lines.map(({ charge }) => charge);
	const payments = lines.map(({ paid }) => paid);
	const total = { answer, items, money };
	const charge = settle(charges, totals.stated.get('submitted') ?? whole.stated.get('submitted'), {
		...total,
		what: 'submitted',
		taken: 0n,
	});
	const paid = settle(payments, paidOf(totals) ?? paidOf(whole), {
		...total,
		what: 'benefit',
		taken: sumOf(whole.cuts.map(({ minor }) => minor)),
		instead: payment,
	});
	const patient = totals.stated.get('memberliability') ?? whole.stated.get('memberliability');
	const claim: RemittanceClaim = {
		...number,
		status_code: statusOf(answer, { lines, cuts }),
		charge: money.write(charge),
		paid: money.write(paid),
		...compact({
			patient_responsibility: patient === undefined ? undefined : money.write(patient),
			patient: readPatient(answer, resolver),
			statement_from: answer.field('billablePeriod').wholeDay('start'),
			statement_through: answer.field('billablePeriod').wholeDay('end'),
			received_date: infoOf(answer, 'clmrecvddate')?.day('timingDate'),
		}),
		adjustments: cuts.map((cut) => adjustmentOf(cut, money)),
		remarks: [...whole.remarks],
		lines: lines.map(({ line }, at) => ({
			...line,
			charge: money.write(charges[at] ?? 0n),
			paid: money.write(payments[at] ?? 0n),
		})),
	};
	return { claim, items };
}

interface Total {
	readonly answer: Cursor;
	readonly items: readonly Cursor[];
	readonly money: ClaimMoney;
	readonly what: 'submitted' | 'benefit';
	/** What was taken off the claim as a whole, and so off no line. */
	readonly taken: bigint;
	/** What the total is taken for where neither it nor any line is named. */
	readonly instead?: bigint | undefined;
}

/** The claim's total, once what the lines do not name is settled against it. */
function settle(
	amounts: (bigint | undefined)[],
	named: bigint | undefined,
	{ answer, items, money, what, taken, instead }: Total,
): bigint {
	const isAnyKnown = amounts.some((amount) => amount !== undefined);
	const stated = named ?? (isAnyKnown ? undefined : instead);
	if (stated === undefined && !isAnyKnown) {
		// Where an amount is wrong it is not missing as well.
		if (answer.findings.problems.length === 0)
			answer.field('total').report('REQUIRED', `no amount of category ${what}`);
		return 0n;
	}
	const detail = (minor: bigint) => `${what} ${money.write(minor)}`;
	settleAmounts(amounts, stated === undefined ? undefined : stated + taken, {
		derived: (at, rest) => items[at]?.field('adjudication').warn('AMOUNT_DERIVED', detail(rest)),
		missing: (at) => items[at]?.field('adjudication').warn('AMOUNT_MISSING', what),
	});
	const total = stated ?? sumOf(amounts) - taken;
	if (named === undefined) answer.field('total').warn('AMOUNT_DERIVED', detail(total));
	return total;
}

/** What the totals say was taken off, and neither a line nor the claim as a whole says. */
function cutsOfTotals(
	answer: Cursor,
	totals: Adjudicated,
	known: readonly CutAmount[],
	money: ClaimMoney,
): CutAmount[] {
	return totals.cuts.filter(({ category, minor }) => {
		const same = known.filter((cut) => cut.category === category);
		const sum = sumOf(same.map((cut) => cut.minor));
		if (same.length > 0 && sum !== minor)
			answer
				.field('total')
				.warn('BALANCE', `${category} is ${money.write(sum)} in parts, ${money.write(minor)} in total`);
		return same.length === 0;
	});
}

interface ReadLine extends Adjudicated {
	readonly charge: bigint | undefined;
	readonly paid: bigint | undefined;
	readonly line: Omit<RemittanceLine, 'charge' | 'paid'>;
}

function readLine(item: Cursor, money: ClaimMoney): ReadLine {
	const read = readAdjudications(item.items('adjudication'), money);
	warnOfModifiers(item);
	const allowed = read.stated.get('eligible');
	const number = item.field(item.field('sequence').isThere ? 'sequence' : 'itemSequence');
	if (number.digits !== '') number.take();
	const period = item.field('servicedPeriod');
	const from = item.day('servicedDate') ?? period.day('start');
	const to = period.day('end');
	return {
		...read,
		charge: read.stated.get('submitted') ?? readCharge(item, money),
		paid: paidOf(read),
		line: {
			...(item.field('productOrService').isThere ? readProcedure(item) : { code_system: 'unknown' as const }),
			modifiers: readModifiers(item),
			...(item.field('quantity').isThere ? { units: readQuantity(item).units } : {}),
			...compact({
				allowed: allowed === undefined ? undefined : money.write(allowed),
				service_date: from,
				service_date_end: to === from ? undefined : to,
				control_number: number.digits || undefined,
			}),
			adjustments: read.cuts.map((cut) => adjustmentOf(cut, money)),
			remarks: [...read.remarks],
		},
	};
}

const adjustmentOf = ({ group, carc, minor }: CutAmount, money: ClaimMoney): Adjustment => ({
	group,
	carc,
	amount: money.write(minor),
});

const [PRIMARY, SECONDARY, TERTIARY, UNKNOWN_PATIENT] = ['1', '2', '3', '4'] as const;
/** CARC: the patient cannot be identified as the payer's insured. */
const NOT_INSURED = '31';

interface Standing {
	readonly lines: readonly ReadLine[];
	readonly cuts: readonly CutAmount[];
}

/**
 * CLP02 of an 835. A claim that was decided was processed, also where nothing is paid: primary, unless the answer says that others
 * paid before. 4 is kept for patients whom the payer does not know.
 */
function statusOf(answer: Cursor, { lines, cuts }: Standing): string {
	const all = [...cuts, ...lines.flatMap((line) => line.cuts)];
	if (all.some(({ carc }) => carc === NOT_INSURED)) return UNKNOWN_PATIENT;
	const precedence = answer.field('precedence').digits;
	if (precedence === SECONDARY || precedence === TERTIARY) return precedence;
	const hasPrior = all.some(({ category, minor }) => category === 'priorpayerpaid' && minor !== 0n);
	return hasPrior ? SECONDARY : PRIMARY;
}

function readPatient(answer: Cursor, resolver: Resolver): RemittanceClaim['patient'] {
	const person = resolver.follow(answer.field('patient'), 'Patient');
	if (!person) return undefined;
	const own = readFields(person).member_id;
	const member_id = typeof own === 'string' ? own : memberNumberOf(answer, resolver);
	const read = { ...readName(person), ...compact({ member_id }) };
	return Object.keys(read).length > 0 ? read : undefined;
}

/** As the coverage says that was decided under, where it is there. */
function memberNumberOf(answer: Cursor, resolver: Resolver): string | undefined {
	const insurances = answer.items('insurance');
	const focal = insurances.find(({ object }) => object?.focal === true) ?? insurances[0];
	const reference = focal?.field('coverage');
	if (!reference || !resolver.isKnown(reference)) return undefined;
	return resolver.follow(reference, 'Coverage')?.shortText('subscriberId', 80);
}

/** A fact that stands beside the lines, by the code of its kind. */
export const infoOf = (answer: Cursor, code: string): Cursor | undefined =>
	answer.items('supportingInfo').find((info) =>
		info
			.field('category')
			.items('coding')
			.some((coding) => coding.peek('code') === code),
	);

/** The lines that were asked, then those that the payer added. */
export const itemsOf = (answer: Cursor): Cursor[] => [...answer.items('item'), ...answer.items('addItem')];

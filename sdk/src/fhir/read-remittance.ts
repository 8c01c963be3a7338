import {
	type Adjustment,
	type ClaimSource,
	Remittance,
	type RemittanceClaim,
	type RemittanceLine,
	type RemittancePayer,
	remittanceImbalances,
} from '../claim';
import { compact } from './compact';
import { Cursor, Findings } from './cursor';
import { gatherExtras } from './extras';
import { readFields } from './field-extensions';
import type { FhirProblem } from './problem';
import { type Adjudicated, type CutAmount, paidOf, readAdjudications } from './read-adjudication';
import { type ClaimContext, checkWhole } from './read-claim';
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
import { ClaimMoney } from './read-money';
import { readName, readPayer, readProvider } from './read-parties';
import { type PlacedResource, Resolver } from './resources';

export interface ReadRemittance {
	readonly claim_id: string | undefined;
	/** Nothing where something is wrong with it. */
	readonly remittance: Remittance | undefined;
	readonly problems: readonly FhirProblem[];
	readonly warnings: readonly FhirProblem[];
}

/** One R4 ClaimResponse or ExplanationOfBenefit as the remittance of its one claim. */
export function readRemittance(
	placed: PlacedResource,
	{ index, source, currency }: ClaimContext,
): ReadRemittance {
	const findings = new Findings();
	const answer = new Cursor(placed.resource, placed.path, findings);
	const resolver = new Resolver(answer, index, findings);
	const number = readNumber(answer, resolver);
	checkStanding(answer);
	const read =
		findings.problems.length === 0 ? readSettled(answer, { resolver, source, number, currency }) : undefined;
	const { problems, warnings } = findings;
	return {
		claim_id: number.claim_id || undefined,
		remittance: problems.length === 0 ? read : undefined,
		problems,
		warnings,
	};
}

interface ClaimNumbers {
	readonly claim_id: string;
	readonly payer_claim_number?: string;
}

interface Facts {
	readonly resolver: Resolver;
	readonly source: ClaimSource;
	readonly number: ClaimNumbers;
	readonly currency: string | undefined;
}

function readSettled(answer: Cursor, { resolver, source, number, currency }: Facts): Remittance {
	const money = new ClaimMoney(answer, currency, { amounts: amountsOf, isSigned: true });
	warnOfModifiers(answer);
	const payment = readPayment(answer, money);
	const { claim, items } = readClaim(answer, { resolver, money, number, paid: payment.amount });
	const remittance: Remittance = {
		currency: money.currency,
		payer: readInsurer(answer, resolver),
		payee: readPayee(answer, resolver),
		payment: {
			// How it is paid is not said; where nothing is, that is known.
			...(payment.amount ? {} : { method: 'none' as const }),
			amount: money.write(payment.amount ?? 0n),
			...payment.facts,
		},
		...compact({ production_date: answer.day('created') }),
		claims: [claim],
		provider_adjustments: [],
		source: { ...source, ...compact({ submitted_at: answer.shortText('created', 40) }) },
	};
	const extras = gatherExtras(answer);
	if (extras.length > 0 && remittance.source) remittance.source.extras = extras;
	if (answer.findings.problems.length === 0) checkWhole(Remittance, remittance, answer);
	if (answer.findings.problems.length === 0) warnOfImbalances(answer, items, remittance);
	return remittance;
}

/** Only an answer that stands, to a claim that was decided, moves money. */
function checkStanding(answer: Cursor): void {
	const [status, use, outcome] = ['status', 'use', 'outcome'].map((name) => {
		const text = answer.text(name, 100);
		if (text === undefined) answer.field(name).report('REQUIRED');
		return text;
	});
	if (status !== undefined && status !== 'active') answer.field('status').report('ANSWER_STATUS', status);
	if (use !== undefined && use !== 'claim') answer.field('use').report('ANSWER_USE', use);
	if (outcome !== undefined && outcome !== 'complete' && outcome !== 'partial')
		answer.field('outcome').report('UNDECIDED', outcome);
}

/** How the submitter called the claim, and how the payer does. */
function readNumber(answer: Cursor, resolver: Resolver): ClaimNumbers {
	const payer_claim_number = payersNumber(answer);
	const isResponse = answer.peek('resourceType') === 'ClaimResponse';
	const reference = answer.field(isResponse ? 'request' : 'claim');
	const claim = resolver.isKnown(reference) ? resolver.follow(reference, 'Claim') : undefined;
	const claim_id =
		reference.field('identifier').shortText('value', 80) ??
		claim?.first('identifier').peek('value')?.slice(0, 80) ??
		infoOf(answer, 'patientaccountnumber')?.shortText('valueString', 80) ??
		reference.peek('reference')?.split(/[/:]/).at(-1)?.slice(0, 80);
	if (!claim_id && payer_claim_number) reference.warn('CLAIM_NUMBER_DERIVED');
	if (!claim_id && !payer_claim_number) reference.report('REQUIRED', 'nothing says which claim it answers');
	return { claim_id: claim_id || payer_claim_number || '', ...compact({ payer_claim_number }) };
}

function payersNumber(answer: Cursor): string | undefined {
	const identifiers = answer.items('identifier');
	const own = identifiers.find(
		(identifier) =>
			identifier.field('type').first('coding').peek('code') === 'uc' ||
			identifier.peek('system')?.endsWith('/clm_id'),
	);
	return (own ?? identifiers[0])?.shortText('value', 80);
}

const infoOf = (answer: Cursor, code: string): Cursor | undefined =>
	answer.items('supportingInfo').find((info) =>
		info
			.field('category')
			.items('coding')
			.some((coding) => coding.peek('code') === code),
	);

/** Where the currency may be named. */
function* amountsOf(answer: Cursor): Generator<Cursor> {
	for (const total of answer.items('total')) yield total.field('amount');
	yield answer.field('payment').field('amount');
	for (const item of itemsOf(answer)) {
		for (const adjudication of item.items('adjudication')) yield adjudication.field('amount');
		yield item.field('net');
		yield item.field('unitPrice');
	}
	for (const adjudication of answer.items('adjudication')) yield adjudication.field('amount');
}

/** The lines that were asked, then those that the payer added. */
const itemsOf = (answer: Cursor): Cursor[] => [...answer.items('item'), ...answer.items('addItem')];

function readPayment(answer: Cursor, money: ClaimMoney) {
	const payment = answer.field('payment');
	return {
		amount: money.read(payment.field('amount')),
		facts: compact({
			date: payment.day('date'),
			trace_number: payment.field('identifier').shortText('value', 50),
		}),
	};
}

function readInsurer(answer: Cursor, resolver: Resolver): RemittancePayer {
	const { id, name, address, identifiers } = readPayer(answer.field('insurer'), resolver);
	return compact({ id, name, address, identifiers });
}

/** The provider, unless the payer says that somebody else is paid. */
function readPayee(answer: Cursor, resolver: Resolver) {
	const payee = answer.field('payee');
	if (payee.field('party').isThere) return readProvider(payee.field('party'), resolver);
	const type = payee.field('type').isThere ? payee.field('type') : answer.field('payeeType');
	const code = type.first('coding').peek('code');
	if (code !== undefined && code !== 'provider') return {};
	const isResponse = answer.peek('resourceType') === 'ClaimResponse';
	return readProvider(answer.field(isResponse ? 'requestor' : 'provider'), resolver);
}

interface ClaimFacts {
	readonly resolver: Resolver;
	readonly money: ClaimMoney;
	readonly number: ClaimNumbers;
	/** What the payment comes to. */
	readonly paid: bigint | undefined;
}

function readClaim(answer: Cursor, { resolver, money, number, paid: payment }: ClaimFacts) {
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
		status_code: statusOf(answer, { paid, lines, cuts }),
		charge: money.write(charge),
		paid: money.write(paid),
		...compact({
			patient_responsibility: patient === undefined ? undefined : money.write(patient),
			patient: readPatient(answer, resolver),
			statement_from: answer.field('billablePeriod').day('start'),
			statement_through: answer.field('billablePeriod').day('end'),
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

const [PRIMARY, SECONDARY, TERTIARY, DENIED] = ['1', '2', '3', '4'] as const;

interface Standing {
	readonly paid: bigint;
	readonly lines: readonly ReadLine[];
	readonly cuts: readonly CutAmount[];
}

/** Primary, unless the answer says that others paid before, or that nothing is paid at all. */
function statusOf(answer: Cursor, { paid, lines, cuts }: Standing): string {
	const isDenied =
		answer.field('payment').field('type').first('coding').peek('code') === 'denied' ||
		(paid === 0n && lines.length > 0 && lines.every((line) => line.isDenied));
	if (isDenied) return DENIED;
	const precedence = answer.field('precedence').digits;
	if (precedence === SECONDARY || precedence === TERTIARY) return precedence;
	const hasPrior = [...cuts, ...lines.flatMap((line) => line.cuts)].some(
		({ category, minor }) => category === 'priorpayerpaid' && minor !== 0n,
	);
	return hasPrior ? SECONDARY : PRIMARY;
}

function readPatient(answer: Cursor, resolver: Resolver): RemittanceClaim['patient'] {
	const person = resolver.follow(answer.field('patient'), 'Patient');
	if (!person) return undefined;
	const { member_id } = readFields(person);
	const read = { ...readName(person), ...(typeof member_id === 'string' ? { member_id } : {}) };
	return Object.keys(read).length > 0 ? read : undefined;
}

/** The sums that every remittance owes its reader; FHIR promises none of them. */
function warnOfImbalances(answer: Cursor, items: readonly Cursor[], remittance: Remittance): void {
	for (const { level, line, expected, actual } of remittanceImbalances(remittance)) {
		const item = line === undefined ? undefined : items[line - 1];
		const place = item ?? answer.field(level === 'payment' ? 'payment' : 'total');
		place.warn('BALANCE', `the ${level} comes to ${expected} and says ${actual}`);
	}
}

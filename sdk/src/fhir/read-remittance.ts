import { type ClaimSource, Remittance, type RemittancePayer, remittanceImbalances } from '../claim';
import { compact } from './compact';
import { Cursor, Findings } from './cursor';
import { gatherExtras } from './extras';
import type { FhirProblem } from './problem';
import { type ClaimNumbers, infoOf, itemsOf, readAnsweredClaim } from './read-answered-claim';
import { type ClaimContext, checkWhole } from './read-claim';
import { warnOfModifiers } from './read-lines';
import { ClaimMoney } from './read-money';
import { readPayeeParty, readPayer, readProvider } from './read-parties';
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
	const resolver = new Resolver(answer, index, findings, placed.base);
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
	const { claim, items } = readAnsweredClaim(answer, { resolver, money, number, paid: payment.amount });
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
	if (payee.field('party').isThere) return readPayeeParty(payee.field('party'), resolver);
	const type = payee.field('type').isThere ? payee.field('type') : answer.field('payeeType');
	const code = type.first('coding').peek('code');
	if (code !== undefined && code !== 'provider') return {};
	const isResponse = answer.peek('resourceType') === 'ClaimResponse';
	return readProvider(answer.field(isResponse ? 'requestor' : 'provider'), resolver);
}

/** The sums that every remittance owes its reader; FHIR promises none of them. */
function warnOfImbalances(answer: Cursor, items: readonly Cursor[], remittance: Remittance): void {
	for (const { level, line, expected, actual } of remittanceImbalances(remittance)) {
		const item = line === undefined ? undefined : items[line - 1];
		const place = item ?? answer.field(level === 'payment' ? 'payment' : 'total');
		place.warn('BALANCE', `the ${level} comes to ${expected} and says ${actual}`);
	}
}

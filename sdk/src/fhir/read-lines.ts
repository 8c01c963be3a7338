import type { ClaimLine } from '../claim';
import { PROCEDURE_SYSTEMS, SYSTEMS } from './code-systems';
import { compact } from './compact';
import type { Cursor } from './cursor';
import { readFields } from './field-extensions';
import type { CareTeam } from './read-care-team';
import { saysIfCancelled } from './read-certification';
import type { ReadDiagnoses } from './read-diagnoses';
import type { ClaimMoney } from './read-money';
import type { Resolver } from './resources';

export const MOST_LINES = 999;
const QUANTITY = /^\d{1,9}(?:\.\d{1,3}0*)?$/;

interface Readers {
	readonly money: ClaimMoney;
	readonly careTeam: CareTeam;
	readonly resolver: Resolver;
	readonly diagnoses: ReadDiagnoses;
}

export interface ReadLines {
	readonly lines: ClaimLine[];
	/** In minor units; nothing where the item names no amount. */
	readonly charges: (bigint | undefined)[];
}

export function readLines(claim: Cursor, readers: Readers): ReadLines {
	const items = claim.items('item');
	if (items.length === 0) claim.field('item').report('LINES_MISSING');
	if (items.length > MOST_LINES) claim.field('item').report('STRUCTURE', `more than ${MOST_LINES} lines`);
	const numbers = new Set<number>();
	const read: ReadLines = { lines: [], charges: [] };
	for (const item of items.slice(0, MOST_LINES)) {
		const number = item.positive('sequence', 999_999);
		if (number === undefined && item.field('sequence').isThere === false)
			item.field('sequence').report('REQUIRED');
		if (number !== undefined && numbers.has(number)) item.field('sequence').report('SEQUENCE_REPEATED');
		numbers.add(number ?? 0);
		read.charges.push(readCharge(item, readers.money));
		read.lines.push(readLine(item, number ?? 1, claim, readers));
	}
	return read;
}

export function warnOfModifiers(
	element: Cursor,
	isUnderstood: (extension: Cursor) => boolean = () => false,
): void {
	for (const extension of element.items('modifierExtension'))
		if (!isUnderstood(extension)) extension.warn('MODIFIER_EXTENSION', extension.peek('url'));
}

function readLine(item: Cursor, number: number, claim: Cursor, readers: Readers): ClaimLine {
	warnOfModifiers(item, claim.peek('use') === 'preauthorization' ? saysIfCancelled : undefined);
	return {
		number,
		...readDates(item, claim, readers.resolver),
		...readProcedure(item),
		modifiers: readModifiers(item),
		...readQuantity(item),
		charge: '0',
		diagnosis_pointers: readPointers(item, readers.diagnoses),
		...compact({ place_of_service: readPlace(item) }),
		...readers.careTeam.ofLine(item),
		...readFields(item),
	};
}

/** The net amount is what is asked; without one, price times quantity times factor, or what the details come to. */
export function readCharge(item: Cursor, money: ClaimMoney): bigint | undefined {
	const net = item.field('net');
	if (net.isThere) return money.read(net);
	if (item.field('unitPrice').isThere) {
		const quantity = item.field('quantity').number('value')?.text;
		return money.multiply(item.field('unitPrice'), [quantity, item.number('factor')?.text]);
	}
	const details = item.items('detail').map((detail) => money.read(detail.field('net')));
	if (details.length === 0 || details.includes(undefined)) return undefined;
	return details.reduce<bigint>((sum, net) => sum + (net ?? 0n), 0n);
}

/** The day of the line; else of its encounter; else of the whole claim. */
function readDates(item: Cursor, claim: Cursor, resolver: Resolver) {
	const own = item.day('servicedDate');
	if (own !== undefined) return { service_date: own };
	const encounter = item.first('encounter');
	const period = [
		item.field('servicedPeriod'),
		resolver.isKnown(encounter) ? resolver.follow(encounter, 'Encounter')?.field('period') : undefined,
		claim.field('billablePeriod'),
	].find((candidate) => candidate?.peek('start') !== undefined);
	if (!period) {
		if (claim.peek('use') === 'claim') item.field('servicedDate').report('REQUIRED');
		return {};
	}
	const from = period.day('start');
	const to = period.day('end');
	return compact({ service_date: from, service_date_end: to === from ? undefined : to });
}

export function readProcedure(item: Cursor) {
	const revenue = item.field('revenue').first('coding');
	const revenueCode = revenue.shortText('code', 48);
	if (revenue.peek('system') === SYSTEMS.revenue) revenue.text('system', 200);
	const concept = item.field('productOrService');
	if (!concept.isThere) concept.report('REQUIRED');
	const codings = concept.items('coding');
	const known = codings.find((coding) => PROCEDURE_SYSTEMS.wordOf(coding.peek('system') ?? ''));
	const coding = known ?? codings.find((candidate) => candidate.peek('code') !== undefined);
	const isDataAbsent = coding?.peek('code') === revenueCode && coding?.peek('system') === SYSTEMS.revenue;
	const code = coding?.shortText('code', 48);
	if (known || isDataAbsent) coding?.text('system', 200);
	const system = PROCEDURE_SYSTEMS.wordOf(known?.peek('system') ?? '');
	return {
		...compact({
			procedure_code: isDataAbsent ? undefined : code,
			revenue_code: revenueCode,
			description: coding?.shortText('display', 80) ?? concept.shortText('text', 80),
		}),
		code_system:
			system ?? (isDataAbsent || (!code && revenueCode) ? ('revenue' as const) : ('unknown' as const)),
	};
}

export function readModifiers(item: Cursor): string[] {
	const modifiers: string[] = [];
	for (const modifier of item.items('modifier')) {
		const coding = modifier.first('coding');
		const code = modifiers.length < 4 ? coding.shortText('code', 2) : undefined;
		if (code !== undefined) modifiers.push(code);
	}
	return modifiers;
}

export function readQuantity(item: Cursor): Pick<ClaimLine, 'units' | 'unit_basis'> {
	const quantity = item.field('quantity');
	const value = quantity.number('value');
	if (!value) return { units: 1 };
	if (!QUANTITY.test(value.text)) quantity.field('value').report('NUMBER_INVALID', undefined, value.text);
	if (quantity.peek('system') === SYSTEMS.unitOfMeasure) quantity.field('system').take();
	return { units: Number(value.text), ...compact({ unit_basis: quantity.shortText('code', 2) }) };
}

function readPointers(item: Cursor, { places }: ReadDiagnoses): number[] {
	const pointers: number[] = [];
	for (const sequence of item.items('diagnosisSequence')) {
		const place = places.get(Number(sequence.digits));
		if (place === undefined || place > 12 || pointers.length >= 12) sequence.warn('POINTER');
		else {
			pointers.push(place);
			sequence.take();
		}
	}
	return pointers;
}

function readPlace(item: Cursor): string | undefined {
	const coding = item.field('locationCodeableConcept').first('coding');
	if (coding.peek('system') !== SYSTEMS.placeOfService) return undefined;
	coding.text('system', 200);
	return coding.shortText('code', 2);
}

/** The lines' charges as text, once what is missing is settled against the claim's total. */
export function settleCharges(claim: Cursor, { lines, charges }: ReadLines, money: ClaimMoney): string {
	const total = claim.field('total');
	const stated = money.read(total);
	const items = claim.items('item');
	const isOwed = claim.peek('use') === 'claim';
	const missing = settleAmounts(charges, stated, {
		derived: (at, rest) => items[at]?.field('net').warn('AMOUNT_DERIVED', money.write(rest)),
		missing: (at) => (isOwed ? items[at]?.field('net').warn('AMOUNT_MISSING') : undefined),
	});
	for (const [at, line] of lines.entries()) line.charge = money.write(charges[at] ?? 0n);
	const sum = sumOf(charges);
	if (stated !== undefined && stated !== sum)
		total.warn('BALANCE', `${money.write(sum)} in items, ${money.write(stated)} in total`);
	if (!total.isThere && missing < lines.length) total.warn('AMOUNT_DERIVED', money.write(sum));
	return money.write(stated ?? sum);
}

export const sumOf = (amounts: readonly (bigint | undefined)[]): bigint =>
	amounts.reduce<bigint>((sum, amount) => sum + (amount ?? 0n), 0n);

/**
 * Fills in the amounts that lines do not name, and counts them. One line without an amount is what the others leave of the
 * total; which of several is worth what, nobody can say.
 */
export function settleAmounts(
	amounts: (bigint | undefined)[],
	total: bigint | undefined,
	warn: { derived: (at: number, rest: bigint) => void; missing: (at: number) => void },
): number {
	const missing = amounts.flatMap((amount, at) => (amount === undefined ? [at] : []));
	const rest = total === undefined ? 0n : total - sumOf(amounts);
	for (const at of missing) {
		const isRest = missing.length === 1 && total !== undefined && rest >= 0n;
		amounts[at] = isRest ? rest : 0n;
		if (isRest) warn.derived(at, rest);
		else warn.missing(at);
	}
	return missing.length;
}

import type { PremiumItem, PremiumPayment } from '../../claim';
import { PAYMENT_METHODS } from '../codes/remittance-codes';
import { PREMIUM } from '../schema/820';
import { runsOf } from '../write/group-by';
import { LoopTree } from '../write/loop-tree';
import { identifierSegments, partySegment } from '../write/parties';
import { personSegments } from '../write/persons';
import {
	type InterchangeOptions,
	type OutSegment,
	out,
	writeDate,
	writePeriod,
	X12Writer,
} from '../write/x12-writer';

const VERSION = '005010X306';
const OWN_VERSIONS = new Set(['005010X306', '005010X218']);

/** An 820 of the payments given, a transaction set for each; those of one guide that follow each other share a group. */
export function writePremiumPayments(
	payments: Iterable<PremiumPayment>,
	options: InterchangeOptions,
): string {
	const writer = new X12Writer(options);
	let open: string | undefined;
	for (const payment of payments) {
		const told = payment.source?.version;
		const version = told !== undefined && OWN_VERSIONS.has(told) ? told : VERSION;
		if (version !== open) writer.group('RA', version);
		open = version;
		writer.begin();
		writer.transaction('820', version);
		for (const segment of paymentSegments(payment)) writer.put(segment);
	}
	writer.close();
	return writer.take();
}

function paymentSegments(payment: PremiumPayment): Iterable<OutSegment> {
	const tree = new LoopTree(PREMIUM.root);
	const { trace_number, currency, source } = payment;
	// The exchange is a remitter of its own kind; an employer pays as payer.
	const remitter = source?.version === '005010X218' ? 'PR' : 'RM';
	tree.add('ST', [
		amountSegment(payment),
		trace_number ? out('TRN', '3', trace_number) : undefined,
		currency === 'USD' ? undefined : out('CUR', 'PR', currency),
		...identifierSegments(payment.references),
	]);
	tree.add('ST/1000A', [partySegment('PE', payment.receiver)]);
	tree.add('ST/1000B', [partySegment(remitter, payment.remitter)]);
	const entities = runsOf(payment.items, ({ member }) => JSON.stringify(member ?? null));
	entities.forEach((items, at) => {
		addEntity(tree, items, at + 1);
	});
	for (const extra of source?.extras ?? [])
		tree.keep({ ...extra, path: extra.path.startsWith('ST/') ? extra.path : `ST/${extra.path}` });
	return tree.segments();
}

function amountSegment({ amount, method, date, source }: PremiumPayment): OutSegment {
	const isDebit = amount.startsWith('-');
	const isToldOtherwise = source?.extras?.some(({ path }) => path === 'ST/BPR');
	return out(
		'BPR',
		isToldOtherwise ? undefined : 'I',
		isDebit ? amount.slice(1) : amount,
		isDebit ? 'D' : 'C',
		PAYMENT_METHODS.code(method),
		...Array.from({ length: 11 }, () => undefined),
		date && writeDate(date),
	);
}

/** What is paid for one member, or for nobody in particular. */
function addEntity(tree: LoopTree, items: readonly PremiumItem[], place: number): void {
	const path = `ST/2000[${place}]`;
	const member = items[0]?.member;
	tree.add(path, [out('ENT', place)]);
	if (member)
		tree.add(`${path}/2100`, personSegments({ role: 'IL', person: member, ownNumbers: MEMBER_NUMBERS }));
	items.forEach((item, at) => {
		addItem(tree, item, `${path}/2300[${at + 1}]`);
	});
}

/** NM108 of the 820: social security number, insured's number at the exchange as C1 or CI, employee number. */
const MEMBER_NUMBERS = ['34', 'C1', 'CI', 'EI'];

function addItem(tree: LoopTree, item: PremiumItem, path: string): void {
	const { period_from, period_through, adjustments = [] } = item;
	const period = period_from
		? out('DTM', '582', undefined, undefined, undefined, ...writePeriod(period_from, period_through))
		: undefined;
	tree.add(path, [
		out('RMR', item.qualifier, item.reference, undefined, item.paid, item.billed),
		...identifierSegments(item.references),
		period,
	]);
	adjustments.forEach(({ amount, reason, reference }, at) => {
		tree.add(`${path}/2320[${at + 1}]`, [out('ADX', amount, reason, undefined, reference)]);
	});
}

import type { EnrolmentParty, PremiumItem, PremiumPayment } from '../../claim';
import { parseMinor } from '../amount';
import { PAYMENT_METHODS } from '../codes/remittance-codes';
import { type TreeContext, treeReader } from '../hierarchy/tree-kind';
import type { TreeLoop } from '../read/tree';
import { personOf, present } from '../read/tree-parties';
import { PREMIUM } from '../schema/820';
import { packCode } from '../segment';
import { bytesOf } from '../text';

/** Premium payments of an 820, one for each transaction set. */
export const readPremiumPayments = treeReader<PremiumPayment>({
	specs: { '820': PREMIUM },
	documents: payments,
	judge: judgeBalance,
});

/**
 * SNIP 3: what is paid for each adds up to what is transferred. Where amounts are adjusted beside what is paid, who sends
 * it differs in which of them count.
 */
function judgeBalance(root: TreeLoop, { decimals }: TreeContext): void {
	const bpr = segmentOf(root, 'BPR');
	const entities = root.every('2000');
	const items = entities.flatMap((entity) => entity.every('2300'));
	const isAdjusted = [...entities, ...items].some(({ loops }) => loops.some(({ id }) => ADJUSTMENTS.has(id)));
	const paid = items.map((item) => minorOf(segmentOf(item, 'RMR')?.peek(4), decimals));
	const total = minorOf(bpr?.peek(2), decimals);
	if (isAdjusted || items.length === 0 || total === undefined || !paid.every((one) => one !== undefined))
		return;
	const signed = bpr?.peek(3) === 'D' ? -Math.abs(total) : total;
	if (paid.reduce((sum, one) => sum + one, 0) !== signed) bpr?.fault('BALANCE', 2);
}

const ADJUSTMENTS = new Set(['2200', '2320']);

const segmentOf = ({ segments }: TreeLoop, name: string) => segments.find(({ id }) => id === name);

function minorOf(amount: string | undefined, decimals: number): number | undefined {
	const bytes = bytesOf(amount ?? '');
	const minor = parseMinor(bytes, 0, bytes.length, decimals);
	return typeof minor === 'number' ? minor : undefined;
}

function payments(root: TreeLoop, { source, currency, decimals }: TreeContext): PremiumPayment[] {
	const bpr = root.first('BPR');
	const trn = root.first('TRN');
	const method = bpr?.at(4);
	const amount = bpr?.amount(2, decimals);
	const isDebit = bpr?.is(3, 'D') && amount !== undefined && !amount.startsWith('-');
	trn?.at(1);
	// Any other handling than the usual one is kept as it was told.
	if (bpr && !bpr.is(1, 'I')) bpr.keep(1);
	if (amount === undefined) (bpr ?? root.segments[0])?.fault('ELEMENT_MISSING', 2, 'error');
	const own = root.first('CUR')?.text(2, 3);
	const payment: PremiumPayment = present({
		currency: own && /^[A-Z]{3}$/.test(own) ? own : currency,
		amount: isDebit ? `-${amount}` : (amount ?? '0.00'),
		method: (method && PAYMENT_METHODS.word(packCode(method))) || 'none',
		date: bpr?.date(16),
		trace_number: trn?.text(2, 50),
		receiver: partyOf(root.loop('1000A')),
		remitter: partyOf(root.loop('1000B')),
		references: referencesOf(root),
		items: root.every('2000').flatMap((entity) => entity.every('2300').map((item) => itemOf(item, decimals))),
	});
	const extras = [...root.leftovers()];
	return [
		{ ...payment, source: { ...source, ...(extras.length > 0 ? { extras: extras.slice(0, 20_000) } : {}) } },
	];
}

function partyOf(loop: TreeLoop | undefined): EnrolmentParty {
	const name = loop?.first('N1');
	name?.at(1);
	return present({ name: name?.text(2, 80), id: name?.text(4, 80), id_qualifier: name?.text(3, 2) });
}

function referencesOf(loop: TreeLoop | undefined) {
	const references = (loop?.all('REF') ?? []).flatMap((ref) => {
		const qualifier = ref.text(1, 3);
		const value = ref.text(2, 80);
		return qualifier && value ? [{ qualifier, value }] : [];
	});
	return references.length > 0 ? references.slice(0, 99) : undefined;
}

function itemOf(item: TreeLoop, decimals: number): PremiumItem {
	item.parent?.first('ENT')?.at(1);
	const rmr = item.first('RMR');
	const member = item.parent?.loop('2100');
	const period = item.first('DTM', '582');
	period?.at(5);
	const [from, through] = period?.at(6)?.split('-') ?? [];
	const adjustments = item.every('2320').flatMap((loop) => {
		const adx = loop.first('ADX');
		const amount = adx?.amount(1, decimals);
		const reason = adx?.text(2, 2);
		return amount && reason ? [present({ amount, reason, reference: adx?.text(4, 80) })] : [];
	});
	return present({
		qualifier: rmr?.text(1, 3) ?? 'ZZ',
		reference: rmr?.text(2, 80),
		paid: rmr?.amount(4, decimals),
		billed: rmr?.amount(5, decimals),
		member: member && personOf(member),
		references: referencesOf(item),
		period_from: from ? isoDate(from) : undefined,
		period_through: through ? isoDate(through) : undefined,
		adjustments: adjustments.length > 0 ? adjustments.slice(0, 99) : undefined,
	});
}

const isoDate = (digits: string) => {
	const [, year, month, day] = /^(\d{4})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.exec(digits) ?? [];
	return year ? `${year}-${month}-${day}` : undefined;
};

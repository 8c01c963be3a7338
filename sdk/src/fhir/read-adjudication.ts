import { type Adjustment, AdjustmentGroup } from '../claim';
import { SYSTEMS, Terms } from './code-systems';
import type { Cursor } from './cursor';
import type { ClaimMoney } from './read-money';
import { CATEGORY_OF_REASON } from './write-adjudication';

/** An amount that is said of a line or a claim, and not taken off it. */
export type Stated =
	| 'submitted'
	| 'eligible'
	| 'benefit'
	| 'paidtoprovider'
	| 'paidtopatient'
	| 'memberliability';
/** Something that lowers the amount. */
export type Cut =
	| 'deductible'
	| 'copay'
	| 'coinsurance'
	| 'discount'
	| 'priorpayerpaid'
	| 'noncovered'
	| 'other';

/** HL7's and CARIN's codes have the names of what they mean; the others are the last words of CMS's Blue Button codes. */
const CATEGORIES = new Terms<Stated | Exclude<Cut, 'other'> | 'denialreason'>([
	[
		'submitted',
		'submitted',
		'line_sbmtd_chrg_amt',
		'rev_cntr_tot_chrg_amt',
		'nch_carr_clm_sbmtd_chrg_amt',
		'clm_tot_chrg_amt',
	],
	['eligible', 'eligible', 'line_alowd_chrg_amt', 'nch_carr_clm_alowd_amt'],
	['benefit', 'benefit', 'line_nch_pmt_amt', 'rev_cntr_pmt_amt_amt', 'clm_pmt_amt'],
	[
		'paidtoprovider',
		'paidtoprovider',
		'line_prvdr_pmt_amt',
		'rev_cntr_prvdr_pmt_amt',
		'nch_clm_prvdr_pmt_amt',
	],
	['paidtopatient', 'paidtopatient', 'line_bene_pmt_amt', 'rev_cntr_bene_pmt_amt', 'nch_clm_bene_pmt_amt'],
	['memberliability', 'memberliability', 'rev_cntr_ptnt_rspnsblty_pmt'],
	[
		'deductible',
		'deductible',
		'line_bene_ptb_ddctbl_amt',
		'carr_clm_cash_ddctbl_apld_amt',
		'rev_cntr_cash_ddctbl_amt',
		'nch_bene_ip_ddctbl_amt',
		'nch_bene_ptb_ddctbl_amt',
	],
	['copay', 'copay'],
	[
		'coinsurance',
		'coinsurance',
		'line_coinsrnc_amt',
		'rev_cntr_coinsrnc_wge_adjstd_c',
		'nch_bene_ptb_coinsrnc_amt',
		'nch_bene_pta_coinsrnc_lblty_am',
	],
	['discount', 'discount'],
	['priorpayerpaid', 'priorpayerpaid', 'line_bene_prmry_pyr_pd_amt', 'nch_prmry_pyr_clm_pd_amt'],
	['noncovered', 'noncovered', 'rev_cntr_ncvrd_chrg_amt', 'nch_ip_ncvrd_chrg_amt'],
	['denialreason', 'denialreason'],
]);

/** What a category says by itself; of what is not covered, nobody is said to bear it (CARC 96). */
const IMPLIED: ReadonlyMap<Cut, Pick<Adjustment, 'group' | 'carc'>> = new Map(
	Object.entries({ ...CATEGORY_OF_REASON, 'OA 96': 'noncovered' }).map(([reason, category]) => {
		const [group = '', carc = ''] = reason.split(' ');
		return [category as Cut, { group: AdjustmentGroup.parse(group), carc }] as const;
	}),
);

const CUTS: ReadonlySet<string> = new Set(IMPLIED.keys());

export interface CutAmount extends Pick<Adjustment, 'group' | 'carc'> {
	readonly category: Cut;
	readonly minor: bigint;
}

/** What a list of adjudications, or of totals, comes to. */
export interface Adjudicated {
	readonly stated: ReadonlyMap<Stated, bigint>;
	readonly cuts: readonly CutAmount[];
	readonly remarks: readonly string[];
}

/** An amount that no category and no reason explains, and a second amount of the same kind, stay beside the remittance. */
export function readAdjudications(places: readonly Cursor[], money: ClaimMoney): Adjudicated {
	const stated = new Map<Stated, bigint>();
	const cuts: CutAmount[] = [];
	const remarks = new Set<string>();
	const denials = places.filter((place) => categoryOf(place) === 'denialreason');
	for (const place of places) {
		const category = categoryOf(place);
		if (category === 'denialreason') continue;
		if (category !== undefined && !CUTS.has(category)) {
			if (stated.has(category as Stated)) continue;
			const minor = readAmount(place, money);
			if (minor !== undefined) stated.set(category as Stated, minor);
			continue;
		}
		const cut = readCut(place, { category: category as Cut | undefined, denials, money });
		if (!cut) continue;
		if (cut.minor !== 0n || cut.isCoded) cuts.push(cut);
		for (const remark of cut.remarks) remarks.add(remark);
	}
	// Its reason stands among the adjustments already; one that does not stays beside them.
	for (const denial of denials)
		if (cuts.some(({ carc }) => carc === reasonIn(denial).carc?.peek('code'))) denial.take();
	return { stated, cuts, remarks: [...remarks] };
}

/** What was paid, wherever it went. */
export function paidOf({ stated }: Adjudicated): bigint | undefined {
	const parts = [stated.get('paidtoprovider'), stated.get('paidtopatient')];
	const benefit = stated.get('benefit');
	if (benefit !== undefined || parts.every((part) => part === undefined)) return benefit;
	return (parts[0] ?? 0n) + (parts[1] ?? 0n);
}

const categoryOf = (place: Cursor) =>
	place
		.field('category')
		.items('coding')
		.map((coding) => CATEGORIES.wordOf(coding.peek('code')?.split('/').at(-1) ?? ''))
		.find((word) => word !== undefined);

function readAmount(place: Cursor, money: ClaimMoney): bigint | undefined {
	const amount = place.field('amount');
	if (amount.isThere) place.field('category').take();
	return money.read(amount);
}

interface CutFacts {
	readonly category: Cut | undefined;
	readonly denials: readonly Cursor[];
	readonly money: ClaimMoney;
}

/** By its own reason; else by that of a denial, where it is not covered; else by what its category says. */
function readCut(place: Cursor, { category, denials, money }: CutFacts) {
	if (!place.field('amount').isThere) return undefined;
	const own = reasonIn(place);
	const { carc, group } = own;
	const implied = category && IMPLIED.get(category);
	if (!implied && !(carc && group)) return undefined;
	const denied = category === 'noncovered' ? denials.map((denial) => reasonIn(denial).carc)[0] : undefined;
	const minor = readAmount(place, money);
	if (minor === undefined) return undefined;
	const remarks = own.remarks.flatMap((remark) => takeCode(remark, 10) ?? []);
	return {
		category: category ?? ('other' as const),
		minor,
		group: (group && AdjustmentGroup.parse(takeCode(group, 2))) ?? implied?.group ?? 'OA',
		carc: (carc && takeCode(carc, 5)) ?? denied?.peek('code')?.slice(0, 5) ?? implied?.carc ?? '96',
		isCoded: carc !== undefined,
		remarks,
	};
}

/** Why (CARC), who bears it, and what else is remarked (RARC), as a reason's codings say it. */
function reasonIn(place: Cursor) {
	const codings = place.field('reason').items('coding');
	const of = (system: string) => codings.filter((coding) => coding.peek('system') === system);
	return {
		carc: of(SYSTEMS.adjustmentReason)[0],
		group: of(SYSTEMS.adjustmentGroup).find(
			(coding) => AdjustmentGroup.safeParse(coding.peek('code')).success,
		),
		remarks: of(SYSTEMS.remark),
	};
}

function takeCode(coding: Cursor, most: number): string | undefined {
	const code = coding.shortText('code', most);
	if (code !== undefined) coding.take();
	return code;
}

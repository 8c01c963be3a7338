import { expect, test } from 'bun:test';
import type { FindingRecord } from '@claims-askes/engine';
import { minor } from '@claims-askes/kernel/money';
import { ProblemError } from '@claims-askes/kernel/problems';
import { changeItem, overrideDecision, type ReviewAction } from './review-action';
import type { ReviewItem } from './review-item';

const NOW = '2026-11-23T10:00:00.000Z';
const circumstances = { now: NOW, today: '2026-11-23', aloneUpTo: { USD: '10000', IDR: '150000000' } };

const aReason = (changes: Partial<FindingRecord> = {}): FindingRecord => ({
	...{ line: 1, rule: 'R31', carc: '133', effect: 'pend', authority: 4, fingerprint: 'f31' },
	...changes,
});
const anItem = (changes: Partial<ReviewItem> = {}): ReviewItem => ({
	...{
		id: 'item',
		kind: 'pend',
		claim_id: 'claim',
		claim_number: 'CLM-1',
		decision_id: 'decision',
		member_id: null,
		group_id: null,
	},
	...{
		provider_id: null,
		currency: 'USD',
		billed: '400.0000',
		reasons: [aReason()],
		authority: 4,
		status: 'open',
	},
	...{
		assigned_to: 'ani',
		proposal: null,
		opened_at: NOW,
		closed_at: null,
		request: null,
		received: [],
		closed_by: null,
		note: null,
		version: 3,
	},
	...changes,
});
const ana = { subject: 'ana', authority: 4 };
const budi = { subject: 'budi', authority: 5 };
const junior = { subject: 'citra', authority: 3 };
const act = (item: ReviewItem, action: ReviewAction, by = ana) => changeItem(item, action, by, circumstances);
const refusal = (...what: Parameters<typeof act>): string => {
	try {
		act(...what);
	} catch (error) {
		if (error instanceof ProblemError) return error.problem.code;
	}
	return 'done';
};

const release: ReviewAction = { kind: 'release', reason: 'seen the bill' };
const deny: ReviewAction = { kind: 'deny', reason: 'no proof', denial: { carc: '252', group: 'CO' } };
const approve: ReviewAction = { kind: 'approve', reason: 'agreed' };
const reject: ReviewAction = { kind: 'reject', reason: 'not so' };
const proposed = anItem({
	status: 'awaiting_approval',
	proposal: { by: 'ana', at: NOW, reason: 'seen', prices: [] },
});
const priceless = aReason({ rule: 'R18', carc: '147', authority: null, fingerprint: 'f18', line: 2 });
const unfunded = aReason({ rule: 'R28', authority: null, fingerprint: 'f28' });

test('a release lets every reason pass and ends the item in the name of the person', () => {
	const item = anItem({ reasons: [aReason(), aReason({ rule: 'R29', authority: 2, fingerprint: 'f29' })] });
	const { after, did, word } = act(item, release);
	expect(did).toBe('released');
	expect(after).toMatchObject({
		status: 'released',
		closed_by: 'ana',
		closed_at: NOW,
		version: 4,
		assigned_to: 'ani',
	});
	expect(word).toEqual({
		by: 'ana',
		reason: 'seen the bill',
		released: [{ fingerprint: 'f31' }, { fingerprint: 'f29' }],
		prices: [],
		denial: null,
	});
});

test.each<[string, ReviewItem, ReviewAction, typeof ana, string]>([
	['a release by a person of too little authority', anItem(), release, junior, 'AUTHORITY_TOO_LOW'],
	['a denial by a person of too little authority', anItem(), deny, junior, 'AUTHORITY_TOO_LOW'],
	['an approval by a person of too little authority', proposed, approve, junior, 'AUTHORITY_TOO_LOW'],
	['an approval by the one who proposed', proposed, approve, ana, 'SECOND_APPROVER_NEEDED'],
	['a release of what waits for a second person', proposed, release, budi, 'REVIEW_ITEM_AWAITS_APPROVAL'],
	['a denial of what waits for a second person', proposed, deny, budi, 'REVIEW_ITEM_AWAITS_APPROVAL'],
	['an approval of what nobody proposed', anItem(), approve, budi, 'NOTHING_PROPOSED'],
	['a rejection by a person of too little authority', proposed, reject, junior, 'AUTHORITY_TOO_LOW'],
	['a release of what has ended', anItem({ status: 'denied' }), release, ana, 'REVIEW_ITEM_CLOSED'],
	['an approval of what has ended', { ...proposed, status: 'released' }, approve, budi, 'REVIEW_ITEM_CLOSED'],
	[
		'an assignment of what has ended',
		anItem({ status: 'closed' }),
		{ kind: 'assign', assigned_to: null },
		ana,
		'REVIEW_ITEM_CLOSED',
	],
	['a release of what nobody may let pass', anItem({ reasons: [unfunded] }), release, budi, 'NOT_RELEASABLE'],
	['a missing price', anItem({ reasons: [priceless] }), release, budi, 'PRICE_REQUIRED'],
	[
		'a price by a person of too little authority',
		anItem({ reasons: [priceless] }),
		{ ...release, prices: [{ line: 2, allowed: '10.00' }] },
		{ subject: 'dewi', authority: 2 },
		'AUTHORITY_TOO_LOW',
	],
	[
		'a price finer than the currency',
		anItem({ reasons: [priceless] }),
		{ ...release, prices: [{ line: 2, allowed: '10.001' }] },
		ana,
		'PRICE_MALFORMED',
	],
])('%s is refused', (_, item, action, by, code) => {
	expect(refusal(item, action, by)).toBe(code);
});

test('the refusal names the level that is needed', () => {
	expect(() => act(anItem(), release, junior)).toThrow('This needs a person of authority 4; yours is 3');
});

test('above the amount a release is only proposed, and nothing is said of the claim yet', () => {
	const { after, did, word } = act(anItem({ billed: '10000.0100' }), release);
	expect([did, after.status, word]).toEqual(['proposed', 'awaiting_approval', null]);
	expect(after.proposal).toEqual({ by: 'ana', at: NOW, reason: 'seen the bill', prices: [] });
	expect(after.closed_at).toBeNull();
});

test.each([
	['the very amount', { billed: '10000.0000' }, 'released'],
	['a currency with an amount of its own', { currency: 'IDR', billed: '150000000.0000' }, 'released'],
	['one rupiah more', { currency: 'IDR', billed: '150000001.0000' }, 'proposed'],
	['a currency for which no amount is named', { currency: 'EUR', billed: '1.0000' }, 'proposed'],
] as const)('%s: the release is %s', (_, changes, did) => {
	expect(act(anItem(changes), release).did).toBe(did);
});

test('a denial pays nothing and needs no second person', () => {
	const { after, word } = act(anItem({ billed: '99999.0000' }), deny);
	expect([after.status, word?.denial]).toEqual(['denied', { carc: '252', group: 'CO' }]);
});

test('what another approves is the word of the one who proposed it', () => {
	const prices = [{ line: 2, allowed: minor(900) }];
	const item: ReviewItem = {
		...proposed,
		reasons: [aReason(), priceless],
		proposal: { by: 'ana', at: NOW, reason: 'agreed by telephone', prices },
	};
	const { after, word } = act(item, approve, budi);
	expect([after.status, after.closed_by, after.proposal?.by]).toEqual(['released', 'budi', 'ana']);
	// A line that waits for a price is given one: were it let pass too, it would pass without.
	expect(word).toEqual({
		by: 'ana',
		reason: 'agreed by telephone',
		released: [{ fingerprint: 'f31' }],
		prices,
		denial: null,
	});
});

test('what another rejects, or oneself takes back, is open again', () => {
	for (const by of [budi, ana, { ...ana, authority: 1 }]) {
		const { after, word } = act(proposed, reject, by);
		expect([after.status, after.proposal, after.note, word]).toEqual(['open', null, 'not so', null]);
	}
});

test('an item that waits for a second person can still be given to somebody', () => {
	const { after } = act(proposed, { kind: 'assign', assigned_to: 'budi' }, junior);
	expect([after.assigned_to, after.status]).toEqual(['budi', 'awaiting_approval']);
});

const filedLate = aReason({ rule: 'R6', carc: '29', effect: 'deny', authority: 3, fingerprint: 'f6' });
const anOverride = (changes: Partial<ReviewItem> = {}): ReviewItem =>
	anItem({ kind: 'override', reasons: [filedLate], authority: 3, ...changes });
const override = (item: ReviewItem, prices: { line: number; allowed: string }[] = [], by = junior) =>
	overrideDecision(item, { reason: 'proof seen', prices }, by, circumstances);

test('an override lets what was denied pass, and puts amounts in place of prices', () => {
	const { did, after, word } = override(anOverride(), [{ line: 1, allowed: '90.00' }]);
	expect([did, after.status, after.kind]).toEqual(['released', 'released', 'override']);
	expect(word).toMatchObject({
		released: [{ fingerprint: 'f6' }],
		prices: [{ line: 1, allowed: minor(9_000) }],
		denial: null,
	});
});

test('amounts alone take the authority for prices, and nothing at all is no override', () => {
	const nothing = anOverride({ reasons: [] });
	const clerk = { subject: 'dewi', authority: 2 };
	expect(() => override(nothing, [{ line: 1, allowed: '90.00' }], clerk)).toThrow('authority 3; yours is 2');
	expect(override(nothing, [{ line: 1, allowed: '90.00' }]).did).toBe('released');
	expect(() => override(nothing)).toThrow('Nothing was denied there');
});

test('an override that a second person refuses is over', () => {
	const { after } = override(anOverride({ billed: '20000.0000' }));
	expect(after.status).toBe('awaiting_approval');
	const refused = changeItem(after, reject, budi, circumstances);
	expect([refused.after.status, refused.after.closed_by, refused.word]).toEqual(['closed', 'budi', null]);
});

const ask: ReviewAction = { kind: 'request-documents' };
const missing = { reasons: [aReason({ rule: 'R29', carc: '252', missing: ['referral', 'invoice'] })] };

test('what is missing is asked for, and the item stays open', () => {
	const { after, did, word } = act(anItem(missing), ask);
	expect(after).toMatchObject({
		status: 'open',
		version: 4,
		request: { documents: ['referral', 'invoice'], due: '2026-12-23', note: null, by: 'ana', at: NOW },
	});
	expect([did, word]).toEqual(['documents_requested', null]);
});

test('asked again, the last request counts', () => {
	const asked = act(anItem(missing), ask).after;
	const again = act(asked, { ...ask, documents: ['xray', 'xray'], due: '2026-11-23', note: 'by telephone' });
	expect(again.after.request).toMatchObject({ documents: ['xray'], due: '2026-11-23', note: 'by telephone' });
});

test.each<[string, string, Partial<ReviewItem>, ReviewAction, typeof ana?]>([
	['nothing is missing and nothing named', 'NO_DOCUMENT_MISSING', {}, ask],
	['it would be due before today', 'DUE_DATE_PAST', missing, { ...ask, due: '2026-11-22' }],
	['a person of too little authority asks', 'AUTHORITY_TOO_LOW', missing, ask, junior],
	['it waits for a second person', 'REVIEW_ITEM_AWAITS_APPROVAL', { status: 'awaiting_approval' }, ask],
	['it is closed', 'REVIEW_ITEM_CLOSED', { status: 'released' }, ask],
])('documents are not asked for where %s', (_, code, changes, action, by = ana) => {
	expect(refusal(anItem(changes), action, by)).toBe(code);
});

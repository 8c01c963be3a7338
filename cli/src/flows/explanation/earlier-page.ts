import { momentOf } from '../moment';
import type { EarlierDecision, ExplainedDecision } from './explanation';
import type { PageMoney } from './page-money';
import { reasonInWords } from './reason-words';
import { DECIDED } from './verdict';

type Why = EarlierDecision['why'][number];
type Change = EarlierDecision['changes'][number];
type Whose = Pick<ExplainedDecision, 'claim_id' | 'member_id'>;

/** What stood of a claim before, when and why it was decided again, and what is said otherwise since; a page of lines. */
export function earlierPage(earlier: readonly EarlierDecision[], whose: Whose, money: PageMoney): string[] {
	const write = (amount: string) => money.write(money.read(amount));
	return earlier.flatMap((decision) => {
		const { decided_at, outcome, totals, undone_at, why, followed_by, changes } = decision;
		const amounts = DECIDED.has(outcome)
			? `, the plan paid ${write(totals.paid)} and the member owed ${write(totals.member_owes)}`
			: '';
		const what = followed_by === null ? 'undone, and nothing stands in its place' : 'decided again';
		return [
			`  ${momentOf(decided_at)}  ${words(outcome)}${amounts}`,
			`  ${momentOf(undone_at)}  ${what}${because(why, whose, followed_by)}`,
			...changesInWords(changes, write).map((line) => `                    ${line}`),
			...(followed_by !== null && changes.length === 0
				? [`                    ${outcome === 'pended' ? WAITS_ALIKE : SAYS_THE_SAME}`]
				: []),
		];
	});
}

/** A claim that waits has used nothing, and shows no amounts: what it would come to is then another amount. */
const WAITS_ALIKE = 'it waits for the same, but what a person would let pass is not what it was';
const SAYS_THE_SAME = 'it says the same, but uses balances otherwise';

const words = (name: string): string => name.replaceAll('_', ' ');

function because(why: readonly Why[], whose: Whose, followedBy: string | null): string {
	const causes = why.map((cause) => causeInWords(cause, whose, followedBy));
	return causes.length === 0 ? '' : `, because ${[...new Set(causes)].join('; and ')}`;
}

function causeInWords(why: Why, whose: Whose, followedBy: string | null): string {
	const { cause, subject, from, requested_by, reason } = why;
	const who = requested_by ?? 'somebody';
	const since = from === null ? '' : ` (from ${from} on)`;
	const said = reason ? `: ${reason}` : '';
	const person = personInWords(subject, whose);
	switch (cause) {
		case 'member.enrolled':
			return `${person} was enrolled late${since}`;
		case 'member.coverage.changed':
			return `the coverage of ${person} changed or ended${since}`;
		case 'member.changed':
			return `what is known of ${person} changed`;
		case 'provider.registered':
			return 'the provider became known';
		case 'provider.changed':
			return 'what is known of the provider changed';
		case 'provider.contract.published':
			return `a contract with the provider was published${since}`;
		case 'provider.contract.ended':
			return `the contract with the provider ended${since}`;
		case 'plan.published':
			return `a version of the plan was published${subject ? `, ${subject}` : ''}${since}`;
		case 'policy.endorsed':
			return `the policy was endorsed${since}`;
		case 'authorization.decided':
			return 'an authorization was decided';
		case 'policy.fund.credited':
			return 'money was put into the fund of its policy';
		case 'document.stored':
			return 'a document came';
		case 'documents.unanswered':
			return 'documents that were asked for did not come in time';
		case 'balance.freed':
			return 'money came back into a balance that it shares with others';
		case 'claim.voided':
			if (followedBy !== null) return 'another claim of the family was voided';
			return subject === whose.claim_id || subject === null ? 'it was voided' : 'another claim replaces it';
		case 'requested':
			return `${who} asked for it`;
		case 'review.released':
			return `${who} let pass what it waited for${said}`;
		case 'review.denied':
			return `${who} denied it${said}`;
		case 'review.overridden':
			return `${who} decided otherwise than the rules${said}`;
		default:
			return `of ${cause}`;
	}
}

/** Who sees only their own claims is not told who of the family it was. */
function personInWords(subject: string | null, { member_id }: Whose): string {
	if (subject === null) return 'the member, or one of the family,';
	return subject === member_id ? 'the member' : 'one of the family';
}

/** A line for the claim, and one for each of its lines that comes out otherwise. */
function changesInWords(changes: readonly Change[], write: (amount: string) => string): string[] {
	const places = Map.groupBy(changes, ({ line }) => line);
	return Array.from(places, ([line, own]) => {
		const place = line === null ? 'the claim' : `line ${line}`;
		return `${place}: ${own.map((change) => changeInWords(change, write)).join('; ')}`;
	});
}

function changeInWords({ what, before, after }: Change, write: (amount: string) => string): string {
	const tell = (value: string | null) => (value === null ? 'none' : valueInWords(what, value, write));
	return `${NAMES[what] ?? words(what)} ${tell(before)} → ${tell(after)}`;
}

const NAMES: Readonly<Record<string, string>> = {
	paid: 'the plan pays',
	member_owes: 'the member owes',
	provider_writes_off: 'the provider writes off',
	other: 'nobody here owes',
	denial: 'denied:',
	pends: 'held:',
};

function valueInWords(what: string, value: string, write: (amount: string) => string): string {
	if (what === 'outcome') return words(value);
	if (what === 'denial' || what === 'pends')
		return value
			.split(', ')
			.map((carc) => `${reasonInWords(carc)} (${carc})`)
			.join(', ');
	return write(value);
}

import { readPrice } from '../../flows/review/filter-flags';
import type { DeskAction, LinePrice } from '../../flows/review/review-desk';
import { type ReviewItem, unpricedLines } from '../../flows/review/review-item';

type VerbOfDesk = DeskAction['action'];

/** What a person can do with items, each with what is asked first; an override is of one claim. */
export type Verb = VerbOfDesk | 'override' | 'grant';

export interface PromptField {
	readonly name: string;
	readonly question: string;
	readonly accepts: RegExp;
	/** What is said when the answer cannot be. */
	readonly hint: string;
}

export type Answers = Readonly<Record<string, string>>;

export interface Prompt {
	readonly verb: Verb;
	readonly items: readonly ReviewItem[];
	readonly fields: readonly PromptField[];
	readonly answers: Answers;
	/** As far as the answer to the next question is typed. */
	readonly text: string;
	readonly mistake: string | null;
}

const REASON: PromptField = {
	name: 'reason',
	question: 'reason (no health data)',
	accepts: /^.{1,500}$/su,
	hint: 'a reason has 1 to 500 characters',
};

const FIELDS: Readonly<Record<Verb, readonly PromptField[]>> = {
	release: [REASON],
	deny: [
		{
			name: 'carc',
			question: 'CARC, as provider and member are told',
			accepts: /^[A-Z]?\d{1,3}$/,
			hint: 'a CARC is a number, as 252',
		},
		{
			name: 'remarks',
			question: 'remark codes (16, 96 and 226 need one; empty: none)',
			accepts: /^([A-Z]{1,2}\d{1,4}( [A-Z]{1,2}\d{1,4}){0,4})?$/,
			hint: 'up to five codes, as M127 N706',
		},
		{ name: 'group', question: 'who bears it: CO, PR or OA', accepts: /^(CO|PR|OA)$/, hint: 'CO, PR or OA' },
		REASON,
	],
	override: [
		{
			name: 'line',
			question: 'which denied line (empty: all)',
			accepts: /^\d{0,4}$/,
			hint: 'the number of a line',
		},
		REASON,
	],
	'request-documents': [
		{
			name: 'documents',
			question: "which, in the plan's words, with commas between (empty: those that are missing)",
			accepts: /^.{0,5000}$/su,
			hint: 'names of documents, as referral, invoice',
		},
		{
			name: 'due',
			question: 'until which day (empty: in 30 days)',
			accepts: /^(\d{4}-\d{2}-\d{2})?$/,
			hint: 'a day, as 2026-12-24',
		},
		{
			name: 'note',
			question: 'note for colleagues (no health data; empty: none)',
			accepts: /^.{0,500}$/su,
			hint: 'at most 500 characters',
		},
	],
	uphold: [REASON],
	grant: [REASON],
	approve: [REASON],
	reject: [REASON],
	assign: [
		{
			name: 'to',
			question: 'to whom (empty: to everybody)',
			accepts: /^.{0,200}$/su,
			hint: 'at most 200 characters',
		},
	],
};

const priceOf = (line: number): PromptField => ({
	name: `price ${line}`,
	question: `what is allowed for line ${line}`,
	accepts: /^\d{1,13}(\.\d{1,4})?$/,
	hint: 'an amount, as 90.00',
});

/** Who appeals a price and not a denial is granted an amount. */
const OTHER_PRICES: PromptField = {
	name: 'prices',
	question: 'other prices of lines, as 1=190.00 2=40.00 (empty: what was denied passes)',
	accepts: /^(\d{1,4}=\d{1,13}(\.\d{1,4})?( +|$))*$/,
	hint: 'line and amount, as 1=190.00',
};

export function promptFor(verb: Verb, items: readonly ReviewItem[]): Prompt {
	const [item, ...others] = items;
	// Prices are given to the lines of one claim; of many, those without a price are refused by name.
	const prices = item && others.length === 0 ? priceFields(verb, item) : [];
	return { verb, items, fields: [...prices, ...FIELDS[verb]], answers: {}, text: '', mistake: null };
}

function priceFields(verb: Verb, item: ReviewItem): PromptField[] {
	if (verb === 'release') return unpricedLines(item).map(priceOf);
	return verb === 'grant' ? [OTHER_PRICES] : [];
}

/** The first question that has no answer yet. */
export const nextField = ({ fields, answers }: Prompt): PromptField | undefined =>
	fields.find(({ name }) => answers[name] === undefined);

/** The answers in the words of the API. */
export function actionOf(verb: VerbOfDesk, answers: Answers): DeskAction {
	const { reason = '', carc = '', remarks = '', group = 'CO', to = '' } = answers;
	if (verb === 'request-documents') return requestOf(answers);
	if (verb === 'assign') return { action: verb, assigned_to: to || null };
	if (verb === 'deny')
		return {
			...{ action: verb, reason, carc, group: group as 'CO' },
			...(remarks && { remarks: remarks.split(' ') }),
		};
	return { action: verb, reason };
}

function requestOf({ documents = '', due = '', note = '' }: Answers): DeskAction {
	const named = documents
		.split(',')
		.map((name) => name.trim())
		.filter(Boolean);
	return {
		action: 'request-documents',
		...(named.length > 0 && { documents: named }),
		...(due && { due }),
		...(note && { note }),
	};
}

export const pricesOf = (answers: Answers): LinePrice[] => [
	...Object.entries(answers).flatMap(([name, allowed]) =>
		name.startsWith('price ') ? [{ line: Number(name.slice('price '.length)), allowed }] : [],
	),
	...(answers.prices ?? '').split(' ').filter(Boolean).map(readPrice),
];

import type { QueueCounts, QueuePage, ReviewResults } from '../../flows/review/review-desk';
import type { ReviewItem } from '../../flows/review/review-item';
import { type Answers, nextField, type Prompt, type PromptField, promptFor, type Verb } from './prompts';

/** All that the screen shows. */
export interface PendQueue {
	readonly items: readonly ReviewItem[];
	readonly counts: QueueCounts;
	readonly hasMore: boolean;
	/** The row that is looked at. */
	readonly cursor: number;
	/** Rows that are acted on together, by id. */
	readonly marked: ReadonlySet<string>;
	readonly status: 'open' | 'awaiting_approval';
	readonly details: Details | null;
	readonly prompt: Prompt | null;
	readonly notice: Notice | null;
	readonly isBusy: boolean;
}

/** One claim with its explanation; null while it is fetched. */
export interface Details {
	readonly item: ReviewItem;
	readonly lines: readonly string[] | null;
	readonly scroll: number;
}

export interface Notice {
	readonly kind: 'done' | 'refused';
	readonly text: string;
}

export type PendQueueAction =
	| { readonly type: 'loaded'; readonly page: QueuePage; readonly counts: QueueCounts }
	| { readonly type: 'failed'; readonly message: string }
	| { readonly type: 'moved'; readonly by: number }
	| { readonly type: 'marked' }
	| { readonly type: 'markedAll' }
	| { readonly type: 'switched' }
	| { readonly type: 'opened' }
	| { readonly type: 'explained'; readonly id: string; readonly lines: readonly string[] }
	| { readonly type: 'closed' }
	| { readonly type: 'asked'; readonly verb: Verb }
	| { readonly type: 'typed'; readonly text: string; readonly isEntered?: boolean }
	| { readonly type: 'erased' }
	| { readonly type: 'entered' }
	| { readonly type: 'cancelled' }
	| { readonly type: 'acted'; readonly answer: ReviewResults };

export const EMPTY: PendQueue = {
	items: [],
	counts: { items: 0, reasons: [] },
	hasMore: false,
	cursor: 0,
	marked: new Set(),
	status: 'open',
	details: null,
	prompt: null,
	notice: null,
	isBusy: true,
};

export function pendQueueReducer(state: PendQueue, action: PendQueueAction): PendQueue {
	switch (action.type) {
		case 'loaded':
			return loaded(state, action.page, action.counts);
		case 'failed':
			return failed(state, action.message);
		case 'moved':
			return moved(state, action.by);
		case 'marked':
			return { ...state, marked: toggled(state.marked, currentItem(state)) };
		case 'markedAll':
			return { ...state, marked: areAllMarked(state) ? new Set() : new Set(state.items.map(({ id }) => id)) };
		case 'switched':
			return { ...EMPTY, status: state.status === 'open' ? 'awaiting_approval' : 'open' };
		case 'opened': {
			const item = currentItem(state);
			return item ? { ...state, details: { item, lines: null, scroll: 0 }, notice: null } : state;
		}
		case 'explained':
			// Another may be open by the time that it comes.
			return state.details?.item.id === action.id
				? { ...state, details: { ...state.details, lines: action.lines } }
				: state;
		case 'closed':
			return { ...state, details: null };
		case 'asked':
			return asked(state, action.verb);
		case 'typed': {
			const typed = withText(state, (text) => text + action.text);
			return action.isEntered ? entered(typed) : typed;
		}
		case 'erased':
			return withText(state, (text) => [...text].slice(0, -1).join(''));
		case 'entered':
			return entered(state);
		case 'cancelled':
			return { ...state, prompt: null };
		case 'acted':
			return acted(state, action.answer);
	}
}

/** The item that keys are about: the open one, else the row that is looked at. */
export const currentItem = ({ details, items, cursor }: PendQueue): ReviewItem | undefined =>
	details?.item ?? items[cursor];

/** The items that an action is about: the marked ones of the list, else the current one. */
export function chosenItems(state: PendQueue): ReviewItem[] {
	const marked = state.details ? [] : state.items.filter(({ id }) => state.marked.has(id));
	if (marked.length > 0) return marked;
	const current = currentItem(state);
	return current ? [current] : [];
}

/** What somebody has answered in full, and is to be done. */
export interface Answered {
	readonly verb: Verb;
	readonly items: readonly ReviewItem[];
	readonly answers: Answers;
}

export const answeredInFull = (prompt: Prompt | null): Answered | null =>
	prompt && !nextField(prompt) ? prompt : null;

/** The row that was looked at stays so, wherever it is now; marks of rows that are gone go too. */
function loaded(state: PendQueue, { items, next_cursor }: QueuePage, counts: QueueCounts): PendQueue {
	const looked = state.items[state.cursor]?.id;
	const found = items.findIndex(({ id }) => id === looked);
	const cursor = found >= 0 ? found : Math.min(state.cursor, Math.max(items.length - 1, 0));
	const marked = new Set(items.flatMap(({ id }) => (state.marked.has(id) ? [id] : [])));
	return { ...state, items, counts, hasMore: next_cursor !== null, cursor, marked, isBusy: false };
}

function moved(state: PendQueue, by: number): PendQueue {
	const { details } = state;
	if (!details) {
		const last = Math.max(state.items.length - 1, 0);
		return { ...state, cursor: Math.min(Math.max(state.cursor + by, 0), last) };
	}
	const last = Math.max((details.lines?.length ?? 0) - 1, 0);
	return { ...state, details: { ...details, scroll: Math.min(Math.max(details.scroll + by, 0), last) } };
}

function toggled(marked: ReadonlySet<string>, item: ReviewItem | undefined): ReadonlySet<string> {
	return item ? marked.symmetricDifference(new Set([item.id])) : marked;
}

const areAllMarked = ({ items, marked }: PendQueue): boolean =>
	items.length > 0 && items.every(({ id }) => marked.has(id));

function asked(state: PendQueue, verb: Verb): PendQueue {
	const items = verb === 'override' ? chosenItems(state).slice(0, 1) : chosenItems(state);
	return items.length === 0 ? state : { ...state, prompt: promptFor(verb, items), notice: null };
}

function withText(state: PendQueue, change: (text: string) => string): PendQueue {
	const { prompt } = state;
	return prompt ? { ...state, prompt: { ...prompt, text: change(prompt.text), mistake: null } } : state;
}

/** An answer that cannot be is asked for again, before anything is sent. */
function entered(state: PendQueue): PendQueue {
	const { prompt } = state;
	const field = prompt && nextField(prompt);
	if (!prompt || !field) return state;
	const answer = prompt.text.trim();
	if (!field.accepts.test(answer)) return { ...state, prompt: { ...prompt, mistake: field.hint } };
	return {
		...state,
		prompt: { ...prompt, answers: answered(prompt.answers, field, answer), text: '', mistake: null },
	};
}

const answered = (answers: Answers, { name }: PromptField, answer: string): Answers => ({
	...answers,
	[name]: answer,
});

function acted(state: PendQueue, { changed, refused, results }: ReviewResults): PendQueue {
	const first = results.find(({ problem }) => problem !== null);
	const said = first?.problem ? `: ${first.claim_number ?? first.id} ${first.problem.message}` : '';
	const outcomes = Map.groupBy(
		results.filter(({ problem }) => problem === null),
		({ status }) => status ?? '',
	);
	const done = [...outcomes].map(([status, of]) => `${of.length} ${status}`).join(', ');
	const text = [...(changed > 0 ? [done] : []), ...(refused > 0 ? [`${refused} refused${said}`] : [])].join(
		'; ',
	);
	return {
		...state,
		prompt: null,
		details: null,
		marked: new Set(),
		isBusy: false,
		notice: { kind: refused > 0 ? 'refused' : 'done', text },
	};
}

/** A prompt that is still being answered outlives a queue that could not be loaded; one that was sent does not. */
const failed = (state: PendQueue, text: string): PendQueue => ({
	...state,
	isBusy: false,
	prompt: answeredInFull(state.prompt) ? null : state.prompt,
	notice: { kind: 'refused', text },
});

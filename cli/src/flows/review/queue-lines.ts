import { renderTable } from '../../table';
import { withThousands } from '../explanation/page-money';
import { reasonInWords } from '../explanation/reason-words';
import type { Appeal, QueueCounts } from './review-desk';
import type { ReviewItem } from './review-item';

/** The queue as plain lines, for terminals without a screen and for pipes. */
export const queueTable = (items: readonly ReviewItem[], now: Date): string =>
	renderTable(
		['claim', 'billed', '', 'waits', 'level', 'status', 'for', 'reasons'],
		items.map((item) => [
			item.claim_number,
			withThousands(item.billed),
			item.currency,
			ageOf(item.opened_at, now),
			String(item.authority ?? '-'),
			item.status,
			item.assigned_to ?? '',
			[reasonsInShort(item), ...documentsInShort(item)].join('; '),
		]),
	);

export const countLines = ({ items, reasons }: QueueCounts): string[] => [
	`${items} ${items === 1 ? 'claim' : 'claims'}`,
	...reasons.map(({ rule, carc, items: of }) => `  ${of}  ${rule} ${reasonInWords(carc)}`),
];

/** Each reason once, with the lines it is about; an appeal has none but itself. */
export function reasonsInShort({ kind, reasons }: Pick<ReviewItem, 'kind' | 'reasons'>): string {
	if (kind === 'appeal') return 'appeal';
	const linesOf = Map.groupBy(reasons, ({ rule, carc }) => `${rule} ${reasonInWords(carc)}`);
	return [...linesOf]
		.map(([reason, of]) => `${reason} (line ${of.map(({ line }) => line).join(', ')})`)
		.join('; ');
}

/** What was asked for, and what has come. */
function documentsInShort({ request, received }: Pick<ReviewItem, 'request' | 'received'>): string[] {
	return [
		...(request ? [`asked for ${request.documents.join(', ')} until ${request.due}`] : []),
		...(received.length > 0 ? [`has come: ${received.join(', ')}`] : []),
	];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long an item has waited, in its largest unit. */
export function ageOf(openedAt: string, now: Date): string {
	const waited = Math.max(0, now.getTime() - Date.parse(openedAt));
	if (waited >= DAY) return `${Math.floor(waited / DAY)} d`;
	if (waited >= HOUR) return `${Math.floor(waited / HOUR)} h`;
	return `${Math.floor(waited / MINUTE)} min`;
}

/** One item with everything that a person needs before they speak. */
export function itemLines(item: ReviewItem, now: Date): string[] {
	const { authority, proposal, status } = item;
	const standing = item.closed_at ? status : `${status}, waits ${ageOf(item.opened_at, now)}`;
	const answer =
		item.kind === 'appeal'
			? 'uphold it, or override the claim to grant it'
			: `to release it takes ${levelOf(authority)}`;
	return [
		`${item.claim_number}  ${withThousands(item.billed)} ${item.currency}  ${item.kind === 'pend' ? '' : `${item.kind}, `}${standing}`,
		`  item ${item.id}, version ${item.version}`,
		`  ${answer}${item.assigned_to ? `; given to ${item.assigned_to}` : ''}`,
		...(proposal ? [`  proposed by ${proposal.by}: ${proposal.reason}`] : []),
		...(item.closed_by ? [`  ${status} by ${item.closed_by}: ${item.note ?? ''}`] : []),
		...(!item.closed_by && item.note && !proposal ? [`  last word: ${item.note}`] : []),
		...documentsInShort(item).map((line) => `  ${line}`),
		...item.reasons.map(
			({ line, rule, carc, authority: of, missing }) =>
				`  line ${line}: ${rule}, ${reasonInWords(carc)} (CARC ${carc}${of === null ? '' : `, level ${of}`})${missing.length > 0 ? `; missing: ${missing.join(', ')}` : ''}`,
		),
	];
}

const levelOf = (authority: number | null): string =>
	authority === null ? 'nobody may release it: something else has to change first' : `level ${authority}`;

/** Who appealed and why, as those may read it who may see the claim. */
export const appealLines = (appeal: Appeal | null): string[] =>
	appeal ? [`  appealed by ${appeal.asked_by}: ${appeal.reason}`] : [];

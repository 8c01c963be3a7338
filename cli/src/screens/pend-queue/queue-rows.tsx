import { Box, Text } from 'ink';
import { withThousands } from '../../flows/explanation/page-money';
import { ageOf, reasonsInShort } from '../../flows/review/queue-lines';
import type { ReviewItem } from '../../flows/review/review-item';
import { firstShown } from '../first-shown';
import { theme } from '../theme';
import type { PendQueue } from './pend-queue-state';

/** As many rows as fit, around the one that is looked at. */
export function QueueRows({ state, height, width }: { state: PendQueue; height: number; width: number }) {
	const { items, cursor, marked } = state;
	if (items.length === 0) return <Text {...theme.quiet}>{state.isBusy ? '' : 'Nobody waits.'}</Text>;
	const first = firstShown(items.length, cursor, height);
	const now = new Date();
	return (
		<Box flexDirection="column">
			{items.slice(first, first + height).map((item, at) => (
				<Text
					key={item.id}
					wrap="truncate"
					{...(marked.has(item.id) && theme.marked)}
					{...(first + at === cursor && theme.looked)}
				>
					{rowOf(item, marked.has(item.id), now).slice(0, width)}
				</Text>
			))}
		</Box>
	);
}

const rowOf = (item: ReviewItem, isMarked: boolean, now: Date): string =>
	[
		isMarked ? '●' : ' ',
		item.claim_number,
		withThousands(item.billed).padStart(15),
		item.currency,
		ageOf(item.opened_at, now).padStart(7),
		`L${item.authority ?? '-'}`,
		(item.assigned_to ?? '').slice(0, 12).padEnd(12),
		reasonsInShort(item),
	].join('  ');

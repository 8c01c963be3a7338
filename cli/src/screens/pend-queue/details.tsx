import { Box, Text } from 'ink';
import { itemLines } from '../../flows/review/queue-lines';
import { theme } from '../theme';
import type { Details as State } from './pend-queue-state';

/** One claim: why it waits, and its explanation as far as it fits. */
export function Details({ details, height }: { details: State; height: number }) {
	const { item, lines, scroll } = details;
	const head = itemLines(item, new Date());
	const shown = lines?.slice(scroll, scroll + Math.max(height - head.length - 1, 3));
	return (
		<Box flexDirection="column">
			{head.map((line, at) => (
				<Text key={line} wrap="truncate" {...(at === 0 && theme.amount)}>
					{line}
				</Text>
			))}
			<Text> </Text>
			{shown ? <Text wrap="truncate">{shown.join('\n')}</Text> : <Text {...theme.quiet}>…</Text>}
		</Box>
	);
}

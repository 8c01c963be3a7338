import { Box, Text } from 'ink';
import { theme } from '../theme';
import { KEYS } from './use-monitor-keys';

const WORDS = [
	'req/s, failed, p95: what others asked of the service since the look before; failed are its own failures (5xx)',
	'behind: events of other logs that it has not read yet; parked: events set aside (askes events parked)',
];

/** The keys, and what the figures mean where there is room for that too. */
export function HelpPage({ height }: { height: number }) {
	const hasRoom = height > KEYS.length + 2 * WORDS.length;
	return (
		<Box flexDirection="column">
			{KEYS.slice(0, height).map(([keys, words]) => (
				<Text key={keys} wrap="truncate">
					<Text {...theme.marked}>{keys.padEnd(14)}</Text> {words}
				</Text>
			))}
			{hasRoom && (
				<Text {...theme.quiet} wrap="wrap">
					{['', ...WORDS].join('\n')}
				</Text>
			)}
		</Box>
	);
}

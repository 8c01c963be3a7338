import { Box, Text } from 'ink';
import { theme } from '../theme';
import { KEYS } from './use-monitor-keys';

const WORDS = [
	'req/s, failed, p95: what others asked of the service since the look before; failed are its own failures (5xx)',
	'behind: events of other logs that it has not read yet; parked: events set aside (askes events parked)',
];

export function HelpPage() {
	return (
		<Box flexDirection="column">
			{KEYS.map(([keys, words]) => (
				<Text key={keys} wrap="truncate">
					<Text {...theme.marked}>{keys.padEnd(14)}</Text> {words}
				</Text>
			))}
			<Text> </Text>
			{WORDS.map((words) => (
				<Text key={words} {...theme.quiet} wrap="wrap">
					{words}
				</Text>
			))}
		</Box>
	);
}

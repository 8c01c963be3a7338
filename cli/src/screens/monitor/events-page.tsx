import { Box, Text } from 'ink';
import type { MonitorState } from '../../flows/monitor/monitor-state';
import { eventLine } from '../../flows/tail-events';
import { theme } from '../theme';

/** What was heard since the screen was opened, newest first. */
export function EventsPage(props: { state: MonitorState; cursor: number; height: number }) {
	const { state, cursor, height } = props;
	const { heard, broker } = state;
	const shown = heard.slice(cursor, cursor + height - 1);
	return (
		<Box flexDirection="column">
			<Text {...theme.quiet} wrap="truncate">
				{BROKER[broker ?? 'asked']}
			</Text>
			{shown.map((event) => (
				<Text
					key={event.event_id}
					wrap="truncate"
					{...(event.event_type.startsWith('fund.') && theme.warned)}
				>
					{eventLine(event)}
				</Text>
			))}
		</Box>
	);
}

const BROKER: Readonly<Record<NonNullable<MonitorState['broker']> | 'asked', string>> = {
	asked: '…',
	connected:
		'what happened since this screen was opened, but for what happens to every claim (askes events tail)',
	away: 'the broker is away: what happens meanwhile is missed here',
	refused: 'the broker lets nobody in who may not read events: not allowed for you',
	unknown: 'no broker is known: give the profile an mqtt_url',
};

import { Box, Text } from 'ink';
import type { MonitorView, ServiceView } from '../../flows/monitor/monitor-view';
import { firstShown } from '../first-shown';
import { theme } from '../theme';
import { headerFor, lineOf } from './columns';

export interface PageProps {
	readonly view: MonitorView;
	readonly cursor: number;
	readonly height: number;
	readonly width: number;
}

/** A line for each service, around the one that is looked at. */
export function ServicesPage({ view: { services, installation }, cursor, height, width }: PageProps) {
	if (services.length === 0)
		return (
			<Text {...theme.quiet} wrap="truncate">
				{installation === null
					? ''
					: 'All services are behind one address here, and cannot be told apart: give the profile endpoints.'}
			</Text>
		);
	const rows = height - 1;
	const first = firstShown(services.length, cursor, rows);
	return (
		<Box flexDirection="column">
			<Text {...theme.quiet} wrap="truncate">
				{headerFor(width)}
			</Text>
			{services.slice(first, first + rows).map((service, at) => (
				<Text
					key={service.service}
					wrap="truncate"
					{...colourOf(service)}
					{...(first + at === cursor && theme.looked)}
				>
					{lineOf(service, first + at === cursor, width)}
				</Text>
			))}
		</Box>
	);
}

function colourOf({ state, parked, readers }: ServiceView) {
	if (state === 'asked') return theme.quiet;
	if (state !== 'ready') return theme.refused;
	return parked || readers.some(({ is_growing }) => is_growing) ? theme.warned : {};
}

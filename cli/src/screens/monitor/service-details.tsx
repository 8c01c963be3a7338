import { Box, Text } from 'ink';
import { lastScrape, type MonitorState, RELAY } from '../../flows/monitor/monitor-state';
import type { ServiceView } from '../../flows/monitor/monitor-view';
import { routeRatesBetween } from '../../flows/monitor/rates';
import { theme } from '../theme';
import { asCount, asMemory, asRate, asShare, asTime } from './in-figures';

/** One service: what it cannot do without, whose events it reads, and what it is asked. */
export function ServiceDetails(props: { state: MonitorState; view: ServiceView; height: number }) {
	const { state, view, height } = props;
	const lines = [...partLines(state, view), '', ...readerLines(state, view), '', ...routeLines(state, view)];
	return (
		<Box flexDirection="column">
			<Text {...theme.title} wrap="truncate">
				{view.service}: {view.state}, {asMemory(view.memory_bytes)}
			</Text>
			<Text wrap="truncate">{lines.slice(0, Math.max(height - 1, 1)).join('\n')}</Text>
		</Box>
	);
}

function partLines({ services }: MonitorState, { service }: ServiceView): string[] {
	const checks = services[service]?.checks;
	if (checks?.kind !== 'ok') return [];
	return [
		Object.entries(checks.value)
			.map(([part, found]) => `${part} ${found}`)
			.join(' · '),
	];
}

function readerLines({ services }: MonitorState, { service, readers, parked }: ServiceView): string[] {
	const reaches = lastScrape(services[service])?.logPosition;
	return [
		`events of its own ${asCount(reaches)}, set aside ${asCount(parked)}`,
		...readers.map(({ log, behind, is_growing }) =>
			[
				log === RELAY ? 'its own, not yet at the broker' : `of ${log}, not yet read`,
				asCount(behind),
				...(is_growing ? ['and growing'] : []),
			].join(' '),
		),
	];
}

function routeLines({ services }: MonitorState, { service }: ServiceView): string[] {
	const [before, now] = services[service]?.scrapes ?? [];
	if (!before || !now) return [];
	const routes = routeRatesBetween(before, now);
	if (routes.length === 0) return ['nobody asks it anything just now'];
	return [
		`${'req/s'.padStart(7)} ${'failed'.padStart(6)} ${'p95'.padStart(7)}  route`,
		...routes.map(({ route, requestsPerSecond, failedShare, p95Ms }) =>
			[
				asRate(requestsPerSecond).padStart(7),
				asShare(failedShare).padStart(6),
				`${asTime(p95Ms).padStart(7)} `,
				route,
			].join(' '),
		),
	];
}

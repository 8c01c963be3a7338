import { Box, Text, useApp, useWindowSize } from 'ink';
import { useReducer } from 'react';
import type { Alert } from '../../flows/monitor/alerts';
import type { MonitorState } from '../../flows/monitor/monitor-state';
import { type MonitorView, monitorView } from '../../flows/monitor/monitor-view';
import { theme } from '../theme';
import { ClaimsPage } from './claims-page';
import { EventsPage } from './events-page';
import { HelpPage } from './help-page';
import { FIRST, PAGES, type Page, type ScreenState, screenReducer } from './screen-state';
import { ServiceDetails } from './service-details';
import { ServicesPage } from './services-page';
import { type MonitorProps, useMonitor } from './use-monitor';
import { useMonitorKeys } from './use-monitor-keys';

const ALERTS_SHOWN = 3;

/** The screen: what needs somebody, one of three pages or one service, and the keys. */
export function Monitor(props: MonitorProps) {
	const [screen, dispatch] = useReducer(screenReducer, FIRST);
	const [state, now] = useMonitor(props, screen.isPaused);
	const { exit } = useApp();
	const { rows, columns } = useWindowSize();
	const view = monitorView(state, now);
	useMonitorKeys(screen, rowsOf(screen.page, state, view), dispatch, exit);
	const alerts = alertLines(view);
	// Title, alerts, pages, keys, and a last line that stays free: a terminal that is full to its end would scroll.
	const height = Math.max(rows - alerts.length - 4, 3);
	return (
		<Box flexDirection="column">
			<Text {...theme.title} wrap="truncate">
				{titleOf(view, screen)}
			</Text>
			{alerts.map(({ text, style }) => (
				<Text key={text} {...style} wrap="truncate">
					{text}
				</Text>
			))}
			<Tabs page={screen.page} />
			<Body state={state} view={view} screen={screen} height={height} width={columns} />
			<Text {...theme.quiet} wrap="truncate">
				{keysOf(screen)}
			</Text>
		</Box>
	);
}

interface BodyProps {
	readonly state: MonitorState;
	readonly view: MonitorView;
	readonly screen: ScreenState;
	readonly height: number;
	readonly width: number;
}

function Body({ state, view, screen, height, width }: BodyProps) {
	const { page, cursor, isHelp, isOpen } = screen;
	if (isHelp) return <HelpPage height={height} />;
	const service = view.services[cursor];
	if (isOpen && service) return <ServiceDetails state={state} view={service} height={height} />;
	if (page === 'claims') return <ClaimsPage state={state} view={view} height={height} width={width} />;
	if (page === 'events') return <EventsPage state={state} cursor={cursor} height={height} />;
	return <ServicesPage view={view} cursor={cursor} height={height} width={width} />;
}

const Tabs = ({ page }: { page: Page }) => (
	<Text>
		{PAGES.map((name) => (
			<Text key={name} {...(name === page ? theme.marked : theme.quiet)}>
				{name === page ? `[${name}]` : ` ${name} `}{' '}
			</Text>
		))}
	</Text>
);

function titleOf({ at, installation, services }: MonitorView, { isPaused }: ScreenState): string {
	const ready = services.filter(({ state }) => state === 'ready').length;
	const of = services.length > 0 ? `  ${ready} of ${services.length} ready` : '';
	return `askes monitor  ${installation ?? '…'}${of}  ${at.slice(11, 19)}${isPaused ? '  PAUSED' : ''}`;
}

interface AlertLine {
	readonly text: string;
	readonly style: (typeof theme)[keyof typeof theme];
}

function alertLines({ alerts, trouble, services, claims }: MonitorView): AlertLine[] {
	if (trouble) return [{ text: `✖ ${trouble.message}; trying again`, style: theme.refused }];
	if (alerts.length === 0) {
		const isAsking = claims.state === 'asked' || services.some(({ state }) => state === 'asked');
		return [
			isAsking ? { text: '…', style: theme.quiet } : { text: '✔ nothing needs you', style: theme.done },
		];
	}
	const more = alerts.length - ALERTS_SHOWN;
	return [
		...alerts.slice(0, ALERTS_SHOWN).map(lineOfAlert),
		...(more > 0 ? [{ text: `  and ${more} more`, style: theme.quiet }] : []),
	];
}

const lineOfAlert = ({ severity, message }: Alert): AlertLine =>
	severity === 'critical'
		? { text: `✖ ${message}`, style: theme.refused }
		: { text: `! ${message}`, style: theme.warned };

function rowsOf(page: Page, { heard }: MonitorState, { services }: MonitorView): number {
	if (page === 'events') return heard.length;
	return page === 'services' ? services.length : 0;
}

function keysOf({ page, isHelp, isOpen, isPaused }: ScreenState): string {
	if (isHelp) return 'esc back';
	if (isOpen) return '↑↓ another service  esc back  ? keys  q back';
	const moves = page === 'claims' ? '' : '↑↓ move  ';
	const look = page === 'services' ? 'enter look  ' : '';
	return `${moves}${look}tab page  p ${isPaused ? 'go on' : 'pause'}  ? keys  q quit`;
}

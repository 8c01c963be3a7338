import type { ServiceView } from '../../flows/monitor/monitor-view';
import { asCount, asMemory, asRate, asShare, asTime } from './in-figures';

interface Column {
	readonly title: string;
	readonly width: number;
	/** Those that matter less make way first where the terminal is narrow. */
	readonly rank: number;
	readonly cell: (view: ServiceView) => string;
}

const NAME_WIDTH = 14;
const STATE_WIDTH = 9;

const STATES: Readonly<Record<ServiceView['state'], string>> = {
	ready: 'ready',
	'not ready': 'NOT READY',
	asked: '…',
	silent: 'NO ANSWER',
	away: 'AWAY',
	failed: 'STRANGE',
};

const COLUMNS: readonly Column[] = [
	{ title: 'req/s', width: 7, rank: 1, cell: ({ requests_per_second }) => asRate(requests_per_second) },
	{ title: 'failed', width: 6, rank: 5, cell: ({ failed_share }) => asShare(failed_share) },
	{ title: 'p95', width: 7, rank: 3, cell: ({ p95_ms }) => asTime(p95_ms) },
	{ title: 'memory', width: 7, rank: 4, cell: ({ memory_bytes }) => asMemory(memory_bytes) },
	{ title: 'behind', width: 8, rank: 2, cell: ({ behind }) => asCount(behind) },
	{ title: 'parked', width: 6, rank: 2, cell: ({ parked }) => asCount(parked) },
];

/** As many columns as fit, in their order. */
function columnsFor(width: number): readonly Column[] {
	const fitting = new Set<Column>();
	let left = width - (2 + NAME_WIDTH + 1 + STATE_WIDTH);
	for (const column of COLUMNS.toSorted((a, b) => a.rank - b.rank)) {
		left -= column.width + 1;
		if (left < 0) break;
		fitting.add(column);
	}
	return COLUMNS.filter((column) => fitting.has(column));
}

/** `claims-service` is `claims` where everything is a service. */
export const shortName = (service: string): string => service.replace(/-service$/, '');

export const headerFor = (width: number): string =>
	rowOf('  ', 'service', 'state', (column) => column.title, width);

/** A service in a line; what is wrong with it takes the place of figures that it does not give. */
export function lineOf(view: ServiceView, isLooked: boolean, width: number): string {
	const line = rowOf(
		isLooked ? '▸ ' : '  ',
		shortName(view.service),
		STATES[view.state],
		({ cell }) => cell(view),
		width,
	);
	return (view.reason ? `${line}  ${view.reason}` : line).slice(0, width);
}

const rowOf = (
	mark: string,
	name: string,
	state: string,
	cell: (column: Column) => string,
	width: number,
): string =>
	mark +
	[
		name.slice(0, NAME_WIDTH).padEnd(NAME_WIDTH),
		state.padEnd(STATE_WIDTH),
		...columnsFor(width).map((column) => cell(column).padStart(column.width)),
	].join(' ');

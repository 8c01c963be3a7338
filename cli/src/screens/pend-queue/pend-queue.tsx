import { Box, Text, useApp, useWindowSize } from 'ink';
import { countLines } from '../../flows/review/queue-lines';
import { Details } from './details';
import type { PendQueue as State } from './pend-queue-state';
import { PromptLine } from './prompt-line';
import { QueueRows } from './queue-rows';
import { theme } from './theme';
import { type PendQueueProps, usePendQueue } from './use-pend-queue';
import { usePendQueueKeys } from './use-pend-queue-keys';

/** The screen: the queue or one claim of it, what is asked, and what became of it. */
export function PendQueue(props: PendQueueProps) {
	const [state, dispatch] = usePendQueue(props);
	const { exit } = useApp();
	const { rows, columns } = useWindowSize();
	usePendQueueKeys(state, dispatch, exit);
	// Title, reasons, notice, prompt and keys take the rest.
	const height = Math.max(rows - 8, 3);
	return (
		<Box flexDirection="column">
			<Text {...theme.title}>{titleOf(state)}</Text>
			<Text {...theme.quiet} wrap="truncate">
				{countLines(state.counts)
					.slice(1)
					.map((line) => line.trim())
					.join(' · ')}
			</Text>
			{state.details ? (
				<Details details={state.details} height={height} />
			) : (
				<QueueRows state={state} height={height} width={columns} />
			)}
			{state.notice && <Text {...theme[state.notice.kind]}>{state.notice.text}</Text>}
			{state.prompt && <PromptLine prompt={state.prompt} />}
			<Text {...theme.quiet} wrap="truncate">
				{keysOf(state)}
			</Text>
		</Box>
	);
}

const TITLES = {
	open: 'Claims that wait for a person',
	awaiting_approval: 'Claims that wait for a second person',
};

function titleOf({ status, counts, items, marked, isBusy, hasMore }: State): string {
	const shown = hasMore ? `, the first ${items.length} shown` : '';
	const chosen = marked.size > 0 ? `, ${marked.size} marked` : '';
	return `${TITLES[status]}: ${isBusy && items.length === 0 ? '…' : counts.items}${shown}${chosen}`;
}

const ACTIONS = {
	open: 'r release  d deny  o override  u uphold  s assign',
	awaiting_approval: 'p approve  x reject  s assign',
};

function keysOf({ status, details, prompt }: State): string {
	if (prompt) return 'enter answers  esc gives up';
	if (details) return `↑↓ scroll  ${ACTIONS[status]}  esc back`;
	return `↑↓ move  enter look  space mark  a all  ${ACTIONS[status]}  tab ${status === 'open' ? 'second person' : 'open'}  q quit`;
}

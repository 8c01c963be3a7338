import { Box, Text, useApp, useWindowSize } from 'ink';
import { countLines } from '../../flows/review/queue-lines';
import { theme } from '../theme';
import { Details } from './details';
import { currentItem, type PendQueue as State } from './pend-queue-state';
import { PromptLine } from './prompt-line';
import { QueueRows } from './queue-rows';
import { type PendQueueProps, usePendQueue } from './use-pend-queue';
import { usePendQueueKeys } from './use-pend-queue-keys';

/** The screen: the queue or one claim of it, what is asked, and what became of it. */
export function PendQueue(props: PendQueueProps) {
	const [state, dispatch] = usePendQueue(props);
	const { exit } = useApp();
	const { rows, columns } = useWindowSize();
	usePendQueueKeys(state, dispatch, exit);
	// Title, reasons, notice, prompt and two lines of keys take the rest.
	const height = Math.max(rows - 9, 3);
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
			{keysOf(state).map((keys) => (
				<Text key={keys} {...theme.quiet} wrap="truncate">
					{keys}
				</Text>
			))}
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

const ANSWERS_TO_APPEALS = 'u uphold  g grant  s assign';
const ACTIONS = 'r release  d deny  m ask for documents  o override  s assign';
const OF_A_SECOND_PERSON = 'p approve  x reject  s assign';

function keysOf(state: State): string[] {
	const { status, details, prompt } = state;
	if (prompt) return ['enter answers  esc gives up'];
	const moves = details
		? '↑↓ scroll  esc back'
		: `↑↓ move  enter look  space mark  a all  tab ${status === 'open' ? 'second person' : 'open'}  q quit`;
	return [moves, actionsOf(state)];
}

function actionsOf(state: State): string {
	if (state.status === 'awaiting_approval') return OF_A_SECOND_PERSON;
	return currentItem(state)?.kind === 'appeal' ? ANSWERS_TO_APPEALS : ACTIONS;
}

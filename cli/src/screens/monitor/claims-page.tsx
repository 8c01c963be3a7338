import { Box, Text } from 'ink';
import { withThousands } from '../../flows/explanation/page-money';
import { type ClaimFlow, flowsOf } from '../../flows/monitor/claim-flow';
import type { MonitorState } from '../../flows/monitor/monitor-state';
import type { MonitorView, PartView } from '../../flows/monitor/monitor-view';
import { ageOf } from '../../flows/review/queue-lines';
import { theme } from '../theme';
import { asCount, asRate, sparkline } from './in-figures';

interface ClaimsProps {
	readonly state: MonitorState;
	readonly view: MonitorView;
	readonly height: number;
	readonly width: number;
}

/** The way of the claims: how many come, are decided and paid, where they stand, and what holds them up. */
export function ClaimsPage({ state, view, height, width }: ClaimsProps) {
	const now = new Date(view.at);
	const lines: Line[] = [
		...flowLines(state, view, width),
		{ text: '' },
		...standingLines(view, width),
		{ text: '' },
		...reviewLines(view, now),
		{ text: '' },
		...paymentLines(view, now),
		...notificationLines(view),
	];
	return (
		<Box flexDirection="column">
			{lines.slice(0, height).map(({ text, isQuiet }, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: lines have no name but their place
				<Text key={at} wrap="truncate" {...(isQuiet && theme.quiet)}>
					{text || ' '}
				</Text>
			))}
		</Box>
	);
}

interface Line {
	readonly text: string;
	readonly isQuiet?: boolean;
}

const FLOWS = [
	['taken in', 'taken_in'],
	['decided', 'decided'],
	['paid', 'paid'],
] as const satisfies readonly (readonly [string, keyof ClaimFlow])[];

function flowLines({ standings }: MonitorState, { claims }: MonitorView, width: number): Line[] {
	const flows = flowsOf(standings);
	return FLOWS.map(([words, name]) => {
		const head = `${words.padEnd(9)}${asRate(claims.per_second?.[name]).padStart(7)}/s  `;
		return {
			text:
				head +
				sparkline(
					flows.map((flow) => flow[name]),
					width - head.length,
				),
		};
	});
}

/** In the order of a claim's life; what is rare is left out where nobody stands. */
const USUAL = [
	'received',
	'adjudicating',
	'pended',
	'approved',
	'partially_approved',
	'denied',
	'scheduled',
	'paid',
];

function standingLines({ claims }: MonitorView, width: number): Line[] {
	const { statuses } = claims;
	if (statuses === null) return [{ text: `claims: ${inWords(claims)}`, isQuiet: true }];
	const shown = Object.entries(statuses).filter(([status, count]) => count > 0 || USUAL.includes(status));
	const cells = shown.map(
		([status, count]) => `${status.replace('_', ' ').padEnd(19)}${asCount(count).padStart(10)}`,
	);
	const perLine = Math.max(Math.floor((width + 2) / 31), 1);
	const lines = Array.from({ length: Math.ceil(cells.length / perLine) }, (_, at) => ({
		text: cells.slice(at * perLine, (at + 1) * perLine).join('  '),
	}));
	return [...lines, ...stale(claims)];
}

function reviewLines({ review }: MonitorView, now: Date): Line[] {
	if (review.items === null) return [{ text: `held for a person: ${inWords(review)}`, isQuiet: true }];
	const oldest = review.oldest ? `, the longest for ${ageOf(review.oldest, now)}` : '';
	return [
		{ text: `held for a person: ${asCount(review.items)}${oldest}` },
		...review.reasons.map(({ rule, meaning, items }) => ({
			text: `${asCount(items).padStart(9)}  ${rule} ${meaning}`,
		})),
		...stale(review),
	];
}

function paymentLines({ payments }: MonitorView, now: Date): Line[] {
	const { last_run: run } = payments;
	if (run === null)
		return [
			{ text: `payment runs: ${payments.state === 'ok' ? 'none yet' : inWords(payments)}`, isQuiet: true },
		];
	const text =
		run.status === 'running'
			? `last payment run: running for ${ageOf(run.started_at, now)}, ${asCount(run.waiting)} still to settle`
			: `last payment run: ended ${ageOf(run.completed_at ?? run.started_at, now)} ago${run.totals.length > 0 ? '' : ', nothing was owed'}`;
	const sums = run.totals.map(({ payments: count, claims, transferred, currency }) => ({
		text: `  ${withThousands(transferred)} ${currency} in ${asCount(count)} payments for ${asCount(claims)} claims`,
	}));
	return [{ text }, ...sums, ...stale(payments)];
}

function notificationLines({ notifications }: MonitorView): Line[] {
	const { undelivered } = notifications;
	if (undelivered === null) return [{ text: `notifications: ${inWords(notifications)}`, isQuiet: true }];
	const { failed, has_more } = undelivered;
	return [
		{ text: `notifications not delivered: ${asCount(failed)}${has_more ? ' or more' : ''}` },
		...stale(notifications),
	];
}

const WORDS: Readonly<Record<PartView['state'], string>> = {
	ok: '',
	asked: '…',
	'not allowed': 'not allowed for you',
	'not signed in': 'sign in again: askes login',
	silent: 'no answer in time',
	away: 'the service is not there',
	failed: 'the service fails',
};

const inWords = ({ state, code }: PartView): string => (code ? `${WORDS[state]} (${code})` : WORDS[state]);

/** What is shown is what was known last. */
const stale = (part: PartView): Line[] =>
	part.state === 'ok' || part.state === 'asked'
		? []
		: [{ text: `  as last seen: ${inWords(part)}`, isQuiet: true }];

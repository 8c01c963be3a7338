import { setTimeout as pause } from 'node:timers/promises';
import { failureOf } from '../../failure-of';
import type { Listening, MonitorDesk } from './desk';
import type { MonitorAction } from './monitor-state';
import { type Question, questionsOf } from './questions';
import type { Reading } from './reading';

export interface WatchOptions {
	/** Opens the installation, or throws why it cannot. */
	readonly open: () => Promise<MonitorDesk>;
	readonly intervalMs: number;
	/** A token that is refused is got anew no more often than this. */
	readonly reopenMs?: number;
	readonly tell: (action: MonitorAction) => void;
}

export interface Watch {
	/** While it is paused nobody is asked anything. */
	pause(isPaused: boolean): void;
	close(): Promise<void>;
}

/** How long an answer is waited for. */
const PATIENCE_MS = 2_000;
const LONGEST_REST_MS = 8_000;
/** What a token does not allow now it hardly will in a moment. */
const NOT_ALLOWED_REST_MS = 60_000;
const REOPEN_MS = 10_000;

/**
 * Asks everything by itself, over and over, until it is closed: who does not answer holds up nobody, what is away is
 * asked less and less often, and a token that is no longer believed is got anew.
 */
export function watchPlatform({ open, intervalMs, reopenMs = REOPEN_MS, tell }: WatchOptions): Watch {
	const closing = new AbortController();
	let going = Promise.resolve();
	let goOn = () => {};
	const tellWhileOpen = (action: MonitorAction) => {
		if (!closing.signal.aborted) tell(action);
	};
	const rest = (ms: number, signal: AbortSignal) => pause(ms, undefined, { signal }).catch(() => {});

	async function keepAsking(
		question: Question,
		isOver: AbortSignal,
		onUnbelieved: () => void,
	): Promise<void> {
		for (let failures = 0; ; ) {
			await going;
			if (isOver.aborted) return;
			const began = performance.now();
			const { kind, action } = await question.ask({ patienceMs: PATIENCE_MS, isOver });
			if (isOver.aborted) return;
			tellWhileOpen(action);
			if (kind === 'not signed in') onUnbelieved();
			failures = kind === 'ok' ? 0 : failures + 1;
			const tookMs = performance.now() - began;
			await rest(restMs(question, { intervalMs, tookMs, failures, kind }), isOver);
		}
	}

	/** Until the token is no longer believed. */
	async function watchDesk(desk: MonitorDesk): Promise<void> {
		const over = new AbortController();
		const isOver = AbortSignal.any([over.signal, closing.signal]);
		const listening = listen(desk, tellWhileOpen);
		const openedAt = performance.now();
		await Promise.all(
			questionsOf(desk).map((question) =>
				keepAsking(question, isOver, () => {
					if (performance.now() - openedAt > reopenMs) over.abort();
				}),
			),
		);
		await listening?.close().catch(() => {});
	}

	async function keepWatching(): Promise<void> {
		for (let failures = 0; !closing.signal.aborted; ) {
			try {
				const desk = await open();
				failures = 0;
				tellWhileOpen({ type: 'opened', installation: desk.installation, services: desk.services });
				await watchDesk(desk);
			} catch (error) {
				tellWhileOpen({ type: 'troubled', trouble: troubleOf(error) });
				await rest(backoffMs(intervalMs, ++failures), closing.signal);
			}
		}
	}

	const watching = keepWatching();
	return {
		pause(isPaused) {
			goOn();
			if (isPaused) {
				const paused = Promise.withResolvers<void>();
				going = paused.promise;
				goOn = paused.resolve;
			}
		},
		async close() {
			closing.abort();
			goOn();
			await watching;
		},
	};
}

interface Asked {
	readonly intervalMs: number;
	readonly tookMs: number;
	/** How often in a row nothing came of it. */
	readonly failures: number;
	readonly kind: Reading<unknown>['kind'];
}

/** What may be dear to answer takes at most a twentieth of the time, however long an answer takes. */
const DEAR_RESTS = 19;

/** How long to leave a question be after it was asked. */
export function restMs({ every, isDear }: Pick<Question, 'every' | 'isDear'>, asked: Asked): number {
	const { intervalMs, tookMs, failures, kind } = asked;
	const usual = intervalMs * every;
	if (kind === 'ok') return Math.max(usual - tookMs, isDear ? tookMs * DEAR_RESTS : 0);
	if (kind === 'not allowed') return Math.max(usual, NOT_ALLOWED_REST_MS);
	return Math.max(usual, backoffMs(intervalMs, failures));
}

const backoffMs = (intervalMs: number, failures: number): number =>
	Math.min(intervalMs * 2 ** Math.min(failures - 1, 10), LONGEST_REST_MS);

function listen(desk: MonitorDesk, tell: (action: MonitorAction) => void): Listening | null {
	const listening = openEars(desk, tell);
	if (listening === null) tell({ type: 'broker', state: 'unknown' });
	return listening;
}

/** An address that is none, as a profile may have, leaves everything else to be watched. */
function openEars(desk: MonitorDesk, tell: (action: MonitorAction) => void): Listening | null {
	try {
		return desk.hear({
			onEvent: (event) => tell({ type: 'heard', event }),
			onConnection: (isConnected) => tell({ type: 'broker', state: isConnected ? 'connected' : 'away' }),
			onRefused: () => tell({ type: 'broker', state: 'refused' }),
		});
	} catch {
		return null;
	}
}

function troubleOf(thrown: unknown): { code: string; message: string } {
	const error = failureOf(thrown instanceof Error ? thrown : new Error(String(thrown)));
	const { code = 'UNEXPECTED' } = error as { readonly code?: string };
	return { code, message: error.message };
}

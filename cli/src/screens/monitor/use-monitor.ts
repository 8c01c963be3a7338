import { useEffect, useRef, useState } from 'react';
import {
	type MonitorAction,
	type MonitorState,
	monitorReducer,
	UNWATCHED,
} from '../../flows/monitor/monitor-state';
import type { Watch } from '../../flows/monitor/watch-platform';

export interface MonitorProps {
	/** Begins to watch, and tells what is seen. */
	readonly start: (tell: (action: MonitorAction) => void) => Watch;
}

/** A round brings dozens of answers, which are drawn together. */
const DRAW_EVERY_MS = 100;
/** Ages and the clock move also when nothing comes. */
const TICK_MS = 1_000;

/** What has been seen, and the moment that it is told of. */
export function useMonitor({ start }: MonitorProps, isPaused: boolean): readonly [MonitorState, Date] {
	const [seen, setSeen] = useState<readonly [MonitorState, Date]>(() => [UNWATCHED, new Date()]);
	const watch = useRef<Watch | null>(null);

	useEffect(() => {
		let state = UNWATCHED;
		let drawing: ReturnType<typeof setTimeout> | null = null;
		const draw = () => {
			drawing = null;
			setSeen([state, new Date()]);
		};
		const watching = start((action) => {
			state = monitorReducer(state, action);
			drawing ??= setTimeout(draw, DRAW_EVERY_MS);
		});
		watch.current = watching;
		return () => {
			if (drawing) clearTimeout(drawing);
			void watching.close();
		};
	}, [start]);

	useEffect(() => {
		watch.current?.pause(isPaused);
		if (isPaused) return;
		const clock = setInterval(() => setSeen(([state]) => [state, new Date()]), TICK_MS);
		return () => clearInterval(clock);
	}, [isPaused]);

	return seen;
}

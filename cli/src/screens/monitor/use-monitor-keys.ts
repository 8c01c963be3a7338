import { type Key, useInput } from 'ink';
import type { ScreenAction, ScreenState } from './screen-state';

/** Each key with what it is told to be for. */
export const KEYS = [
	['tab → l', 'the next page: services, claims, events'],
	['shift tab ← h', 'the page before'],
	['↑ ↓ k j', 'move; also page up and page down'],
	['enter', 'look at a service: its parts, whose events it reads, its routes'],
	['esc', 'back'],
	['p', 'pause: nothing is asked until p again'],
	['?', 'these keys'],
	['q, Ctrl-C', 'leave'],
] as const;

/** What a key means where the screen stands; null: nothing. `quit` leaves the screen. */
export function meaningOf(
	input: string,
	key: Pick<Key, 'ctrl' | 'tab' | 'shift' | 'return' | 'escape'> & Partial<Key>,
	{ isOpen, isHelp }: ScreenState,
	rows: number,
): ScreenAction | 'quit' | null {
	if (key.ctrl && input === 'c') return 'quit';
	if (input === '?') return { type: 'helped' };
	if (input === 'p') return { type: 'paused' };
	if (isHelp || isOpen) {
		if (key.escape || key.return || input === 'q') return { type: 'closed' };
		if (isHelp) return null;
	}
	if (input === 'q') return 'quit';
	if (key.upArrow || input === 'k') return { type: 'moved', by: -1, rows };
	if (key.downArrow || input === 'j') return { type: 'moved', by: 1, rows };
	if (key.pageUp) return { type: 'moved', by: -10, rows };
	if (key.pageDown) return { type: 'moved', by: 10, rows };
	if (key.leftArrow || input === 'h' || (key.tab && key.shift)) return { type: 'turned', by: -1 };
	if (key.rightArrow || input === 'l' || key.tab) return { type: 'turned', by: 1 };
	return key.return ? { type: 'opened' } : null;
}

export function useMonitorKeys(
	state: ScreenState,
	rows: number,
	dispatch: (action: ScreenAction) => void,
	quit: () => void,
): void {
	useInput((input, key) => {
		const meaning = meaningOf(input, key, state, rows);
		if (meaning === 'quit') quit();
		else if (meaning) dispatch(meaning);
	});
}

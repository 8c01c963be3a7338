import { type Key, useInput } from 'ink';
import type { PendQueue, PendQueueAction } from './pend-queue-state';
import type { Verb } from './prompts';

const VERBS: Readonly<Record<string, Verb>> = {
	r: 'release',
	d: 'deny',
	o: 'override',
	m: 'request-documents',
	u: 'uphold',
	g: 'grant',
	s: 'assign',
	p: 'approve',
	x: 'reject',
};

/** What a key means where the screen stands; null: nothing. `quit` leaves the screen. */
export function meaningOf(input: string, key: Key, state: PendQueue): PendQueueAction | 'quit' | null {
	if (key.ctrl && input === 'c') return 'quit';
	if (state.prompt) return meaningInPrompt(input, key);
	if (key.upArrow || input === 'k') return { type: 'moved', by: -1 };
	if (key.downArrow || input === 'j') return { type: 'moved', by: 1 };
	if (key.pageUp) return { type: 'moved', by: -10 };
	if (key.pageDown) return { type: 'moved', by: 10 };
	const verb = VERBS[input];
	if (verb) return { type: 'asked', verb };
	if (state.details) return key.escape || key.return || input === 'q' ? { type: 'closed' } : null;
	if (key.return) return { type: 'opened' };
	if (key.tab) return { type: 'switched' };
	if (input === ' ') return { type: 'marked' };
	if (input === 'a') return { type: 'markedAll' };
	return input === 'q' ? 'quit' : null;
}

function meaningInPrompt(input: string, key: Key): PendQueueAction | null {
	if (key.escape) return { type: 'cancelled' };
	if (key.return) return { type: 'entered' };
	if (key.backspace || key.delete) return { type: 'erased' };
	if (!input || key.ctrl || key.meta || key.tab) return null;
	// What is pasted, or typed fast over a slow line, comes in one piece with its Enter; nothing after that is an answer.
	const [text = '', ...after] = input.split('\r');
	return { type: 'typed', text, isEntered: after.length > 0 };
}

export function usePendQueueKeys(
	state: PendQueue,
	dispatch: (action: PendQueueAction) => void,
	quit: () => void,
): void {
	useInput((input, key) => {
		const meaning = meaningOf(input, key, state);
		if (meaning === 'quit') quit();
		else if (meaning) dispatch(meaning);
	});
}

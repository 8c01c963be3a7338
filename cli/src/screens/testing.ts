import { render } from 'ink-testing-library';
import type { ReactElement } from 'react';

/** A screen, what it shows, and the keys that are pressed before it. */
export function openScreen(element: ReactElement) {
	const screen = render(element);
	/** Waits until the screen says so. */
	const until = async (text: string | RegExp): Promise<string> => {
		for (let tries = 0; tries < 400; tries++) {
			const frame = screen.lastFrame() ?? '';
			if (typeof text === 'string' ? frame.includes(text) : text.test(frame)) return frame;
			await Bun.sleep(5);
		}
		throw new Error(`the screen never said ${text}:\n${screen.lastFrame()}`);
	};
	return {
		until,
		press: async (key: string, then: string | RegExp): Promise<string> => {
			screen.stdin.write(key);
			return until(then);
		},
	};
}

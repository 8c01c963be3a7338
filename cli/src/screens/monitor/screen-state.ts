/** What of the platform is looked at. */
export interface ScreenState {
	readonly page: Page;
	/** The row that is looked at. */
	readonly cursor: number;
	/** Whether the service at the cursor is open. */
	readonly isOpen: boolean;
	readonly isPaused: boolean;
	readonly isHelp: boolean;
}

export const PAGES = ['services', 'claims', 'events'] as const;
export type Page = (typeof PAGES)[number];

export type ScreenAction =
	| { readonly type: 'moved'; readonly by: number; readonly rows: number }
	| { readonly type: 'turned'; readonly by: 1 | -1 }
	| { readonly type: 'opened' }
	| { readonly type: 'closed' }
	| { readonly type: 'paused' }
	| { readonly type: 'helped' };

export const FIRST: ScreenState = {
	page: 'services',
	cursor: 0,
	isOpen: false,
	isPaused: false,
	isHelp: false,
};

export function screenReducer(state: ScreenState, action: ScreenAction): ScreenState {
	switch (action.type) {
		case 'moved': {
			const last = Math.max(action.rows - 1, 0);
			return { ...state, cursor: Math.min(Math.max(state.cursor + action.by, 0), last) };
		}
		case 'turned': {
			const at = PAGES.indexOf(state.page) + action.by + PAGES.length;
			return { ...state, page: PAGES[at % PAGES.length] ?? 'services', cursor: 0, isOpen: false };
		}
		case 'opened':
			return { ...state, isOpen: state.page === 'services' };
		case 'closed':
			return { ...state, isOpen: false, isHelp: false };
		case 'paused':
			return { ...state, isPaused: !state.isPaused };
		case 'helped':
			return { ...state, isHelp: !state.isHelp };
	}
}

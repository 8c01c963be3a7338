/** Every colour of the screens. */
export const theme = {
	title: { bold: true },
	looked: { inverse: true },
	marked: { color: 'cyan' },
	amount: { color: 'yellow' },
	warned: { color: 'yellow' },
	done: { color: 'green' },
	refused: { color: 'red' },
	quiet: { dimColor: true },
} as const;

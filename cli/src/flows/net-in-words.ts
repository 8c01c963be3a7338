/** What claims that were decided again come to, by currency: the plan pays more, less, or as before. */
export function netInWords(net: Readonly<Record<string, string>>): string {
	const moved = Object.entries(net).filter(([, amount]) => /[1-9]/.test(amount));
	if (moved.length === 0) return 'the plan pays as much as before';
	const parts = moved.map(([currency, amount]) =>
		amount.startsWith('-') ? `${amount.slice(1)} ${currency} less` : `${amount} ${currency} more`,
	);
	return `the plan pays ${parts.join(', ')}`;
}

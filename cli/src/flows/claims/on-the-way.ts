/** Still on its way to a decision, or decided a moment ago and not yet with payment: a run begun now would miss it. */
export const UNDECIDED: ReadonlySet<string> = new Set([
	'received',
	'adjudicating',
	'approved',
	'partially_approved',
]);
export const UNPAID: ReadonlySet<string> = new Set([...UNDECIDED, 'scheduled']);

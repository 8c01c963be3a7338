import { z } from 'zod';
import { text } from './primitives';

/** One local code, and for which of our reasons it stands; the narrower entry goes before the wider one. */
const LocalCode = z.strictObject({
	carc: z.string().regex(/^[A-Z]?\d{1,3}$/),
	group: z.enum(['CO', 'PR', 'OA', 'PI']).optional().describe('only where this one bears it'),
	rule: z
		.string()
		.regex(/^[RS]\d{1,2}$/)
		.optional()
		.describe('only where this rule (`R<n>`) or step of the money (`S<n>`) caused it'),
	code: text(40),
	text: text(300),
});

/**
 * The reason codes of a market or a payer, told by the CARC that a decision carries. A decision always has CARCs; a map
 * only says what they are called elsewhere, so that another map never changes a decision.
 */
export const ReasonCodeMap = z
	.strictObject({
		id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/),
		name: text(120),
		language: z
			.string()
			.regex(/^[a-z]{2,3}(-[A-Z]{2})?$/)
			.describe('of the texts, as `en` or `id`'),
		codes: z.array(LocalCode).min(1).max(2_000),
	})
	.superRefine(({ codes }, context) => {
		const seen = new Set<string>();
		codes.forEach((entry, at) => {
			const key = keyOf(entry);
			if (seen.has(key)) {
				context.addIssue({ code: 'custom', path: ['codes', at], message: `a second code for ${key}` });
			}
			seen.add(key);
		});
	})
	.meta({
		id: 'ReasonCodeMap',
		description: 'What CARCs are called in the reason codes of a market or payer',
	});
export type ReasonCodeMap = z.infer<typeof ReasonCodeMap>;

export interface Caused {
	readonly carc: string;
	/** Who bears it; absent where nothing is borne yet, as by a reason to hold a line. */
	readonly group?: string | undefined;
	readonly rule?: string | undefined;
}

export interface LocalReason {
	readonly code: string;
	readonly text: string;
}

/** Reads reasons in a map's codes: by rule and who bears it, by rule, by who bears it, else by the CARC alone. */
export function reasonReader({ codes }: ReasonCodeMap): (reason: Caused) => LocalReason | null {
	const byKey = new Map(codes.map((entry) => [keyOf(entry), { code: entry.code, text: entry.text }]));
	return ({ carc, group, rule }) =>
		byKey.get(keyOf({ carc, group, rule })) ??
		byKey.get(keyOf({ carc, rule })) ??
		byKey.get(keyOf({ carc, group })) ??
		byKey.get(keyOf({ carc })) ??
		null;
}

const keyOf = ({ carc, group, rule }: Caused): string =>
	[group ? `${group}-${carc}` : carc, ...(rule ? [`by ${rule}`] : [])].join(' ');

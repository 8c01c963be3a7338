import { z } from 'zod';
import type { CanonicalClaim } from '../canonical-claim';
import { text } from '../primitives';
import type { Report } from './finding';

const path = text(120).meta({
	description: 'field of the claim, with dots; of every line where it begins with `lines.`',
});
const Values = z
	.array(z.union([text(80), z.number(), z.boolean()]))
	.min(1)
	.max(5000);

function isPattern(source: string): boolean {
	try {
		return new RegExp(whole(source), 'u') instanceof RegExp;
	} catch {
		return false;
	}
}

const whole = (source: string) => `^(?:${source})$`;

/** One rule of a payer as configuration: when the conditions hold, the field must be there and look as required. */
export const PayerRule = z
	.strictObject({
		code: text(60),
		message: text(300),
		severity: z.enum(['error', 'warning']).default('error'),
		when: z
			.array(z.strictObject({ field: path, one_of: Values }))
			.max(10)
			.default([]),
		field: path,
		one_of: Values.optional(),
		none_of: Values.optional(),
		pattern: text(300)
			.refine(isPattern, 'this is no regular expression')
			.optional()
			.meta({ description: 'a regular expression for the whole value' }),
		claim_status: z
			.strictObject({ category: text(4), status: text(4), entity: text(3).optional() })
			.optional()
			.meta({ description: 'how a 277CA tells it: X12 code lists 507, 508 and 98; A3 and 21 by default' }),
	})
	.meta({ id: 'PayerRule' });

export type PayerRule = z.infer<typeof PayerRule>;

/** A payer's rules as they stand in a file: a list, in YAML or JSON. */
export const PayerRules = z.array(PayerRule).min(1).max(5000).meta({ id: 'PayerRules' });
export type PayerRules = z.infer<typeof PayerRules>;

/** SNIP 7: the payer's own rules. A rule on lines is asked of each line, its conditions on lines of the same one. */
export function checkPayerRules(claim: CanonicalClaim, report: Report, rules: readonly PayerRule[]): void {
	for (const rule of rules) {
		const isOfLines = rule.field.startsWith('lines.');
		const lines = isOfLines ? claim.lines.map((_, at) => at) : [undefined];
		for (const line of lines) {
			const holds = rule.when.every(({ field, one_of }) =>
				valuesOf(claim, field, line).some((value) => one_of.includes(value)),
			);
			if (!holds || isKept(rule, valuesOf(claim, rule.field, line))) continue;
			const where = rule.field.split('.');
			report({
				level: 7,
				code: rule.code,
				message: rule.message,
				severity: rule.severity,
				...(rule.claim_status ? { claim_status: rule.claim_status } : {}),
				path: line === undefined ? where : ['lines', line, ...where.slice(1)],
			});
		}
	}
}

type Scalar = string | number | boolean;

function isKept({ one_of, none_of, pattern }: PayerRule, values: readonly Scalar[]): boolean {
	if (none_of) return !values.some((value) => none_of.includes(value));
	if (values.length === 0) return false;
	if (one_of && !values.some((value) => one_of.includes(value))) return false;
	return !pattern || values.every((value) => new RegExp(whole(pattern), 'u').test(String(value)));
}

/** The scalars a path leads to; a list on the way gives those of all its items. */
function valuesOf(claim: CanonicalClaim, field: string, line: number | undefined): Scalar[] {
	let found: unknown[] = [claim];
	for (const [depth, step] of field.split('.').entries()) {
		found = found.flatMap((value) => (isRecord(value) ? [value[step]] : []));
		if (depth === 0 && step === 'lines' && line !== undefined)
			found = found.flatMap((lines) => (Array.isArray(lines) ? [lines[line]] : []));
		found = found.flat();
	}
	return found.filter(isScalar);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;
const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value);

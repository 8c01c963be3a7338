import { z } from 'zod';

const ClaimCard = z
	.strictObject({
		id: z.uuid(),
		number: z.string(),
		status: z.string(),
		date: z.iso.date().nullable(),
		billed: z.string(),
		paid: z.string().nullable(),
		currency: z.string(),
	})
	.meta({ id: 'ClaimCard' });

export const Home = z
	.strictObject({
		name: z.string().nullable(),
		covered_until: z.iso.date().nullable().describe('the last day of any product; null without an end'),
		is_covered: z.boolean().nullable(),
		coverages: z
			.array(
				z.strictObject({
					product: z.string().nullable(),
					plan: z.string(),
					covered_until: z.iso.date().nullable(),
				}),
			)
			.describe('what holds today, one of each product'),
		claims: z.array(ClaimCard),
	})
	.meta({ id: 'Home' });

export const ClaimDetail = z
	.strictObject({
		number: z.string(),
		status: z.string(),
		currency: z.string(),
		billed: z.string(),
		plan_pays: z.string().nullable().describe('null until the claim is decided'),
		you_owe: z.string().nullable(),
		lines: z
			.array(z.tuple([z.string(), z.string(), z.string()]))
			.describe('service, billed, what the plan pays'),
	})
	.meta({ id: 'MobileClaim' });

export const ClaimId = z.object({ id: z.uuid() });

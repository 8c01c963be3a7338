import { DatabaseSettings } from '@claims-askes/chassis/config';
import { fileSetting } from '@claims-askes/chassis/file-setting';
import { secondApproverAbove } from '@claims-askes/chassis/second-approver-setting';
import { ReasonCodeMap, reasonReader } from '@claims-askes/contracts/reason-code-map';
import { z } from 'zod';
import type { Payer } from './domain/payer';

export const settings = z.object({
	...DatabaseSettings.shape,
	/** Who pays, as remittances and EOBs show it. */
	PAYER_NAME: z.string().default('CLAIMS-ASKES HEALTH PLAN'),
	PAYER_ID: z.string().default('ASKES01'),
	/** With 1 before it the payer's identifier beside the trace number (TRN03). */
	PAYER_TAX_ID: z
		.string()
		.regex(/^\d{9}$/, 'is no tax id of nine digits')
		.optional(),
	/** Where the payer is, and whom to ask: an 835 must say both (loop 1000A). */
	PAYER_STREET: z.string().optional(),
	PAYER_CITY: z.string().optional(),
	PAYER_STATE: z.string().optional(),
	PAYER_POSTAL_CODE: z.string().optional(),
	PAYER_CONTACT_NAME: z.string().optional(),
	PAYER_CONTACT_PHONE: z.string().optional(),
	PAYER_CONTACT_EMAIL: z.string().optional(),
	/** Of what was transferred, where a payment is voided. */
	SECOND_APPROVER_ABOVE: secondApproverAbove,
	/** The payer's own reason codes, which EOBs then show beside the CARCs. */
	REASON_CODES_FILE: fileSetting(ReasonCodeMap, 'is no map of reason codes').optional(),
});

export type PaymentConfig = z.infer<typeof settings>;

export const payerOf = (config: PaymentConfig): Payer => ({
	name: config.PAYER_NAME,
	id: config.PAYER_ID,
	taxId: config.PAYER_TAX_ID,
	address: addressOf(config),
	contact: contactOf(config),
	localReason: config.REASON_CODES_FILE ? reasonReader(config.REASON_CODES_FILE) : () => null,
});

function addressOf(config: PaymentConfig): Payer['address'] {
	const { PAYER_STREET: street, PAYER_CITY: city, PAYER_STATE: state, PAYER_POSTAL_CODE: code } = config;
	if (!street || !city) return undefined;
	return { lines: [street], city, ...(state ? { state } : {}), ...(code ? { postal_code: code } : {}) };
}

function contactOf(config: PaymentConfig): Payer['contact'] {
	const { PAYER_CONTACT_NAME: name, PAYER_CONTACT_PHONE: phone, PAYER_CONTACT_EMAIL: email } = config;
	if (!name && !phone && !email) return undefined;
	return { ...(name ? { name } : {}), ...(phone ? { phone } : {}), ...(email ? { email } : {}) };
}

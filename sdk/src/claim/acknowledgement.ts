import { z } from 'zod';
import { ClaimSource } from './claim-source';
import { CalendarDate, text } from './primitives';

const AcknowledgementStatus = z
	.enum(['accepted', 'accepted_with_errors', 'partially_accepted', 'rejected'])
	.meta({ id: 'AcknowledgementStatus' });

const Count = z.int().min(0).max(999_999_999);
const Codes = z.array(text(3)).max(5);

/** What is wrong with one element of a segment (IK4, AK4). */
export const ElementError = z
	.strictObject({
		element: z.int().min(1).max(99),
		component: z.int().min(1).max(99).optional(),
		repetition: z.int().min(1).max(999_999).optional(),
		reference: text(4).optional().meta({ description: 'the element’s number in the X12 dictionary' }),
		code: text(3).meta({ description: 'X12 code list 621 (999) or 723 (997)' }),
		value: text(99).optional(),
	})
	.meta({ id: 'ElementError' });

/** What is wrong with one segment of a transaction set (IK3, AK3). */
export const SegmentError = z
	.strictObject({
		segment: text(3),
		position: z.int().min(1).max(9_999_999_999).optional().meta({
			description: 'counted from ST, which is 1',
		}),
		loop: text(6).optional(),
		code: text(3).optional().meta({ description: 'X12 code list 620 (999) or 720 (997)' }),
		elements: z.array(ElementError).max(999),
		/** Which claim, or which situation of the guide, is meant (CTX). */
		context: z.array(text(400)).max(20).optional(),
	})
	.meta({ id: 'SegmentError' });

/** How one transaction set fared (AK2 to IK5 or AK5). */
export const AcknowledgedTransaction = z
	.strictObject({
		transaction: text(3),
		control_number: text(50),
		version: text(40).optional(),
		status: AcknowledgementStatus,
		codes: Codes,
		errors: z.array(SegmentError).max(100_000),
	})
	.meta({ id: 'AcknowledgedTransaction' });

/** A receiver's word on the form of what it was sent: on an interchange (TA1) or on a functional group (997, 999). */
export const Acknowledgement = z
	.strictObject({
		acknowledges: z.enum(['interchange', 'group']),
		status: AcknowledgementStatus,
		/** Only of a TA1. */
		interchange: z
			.strictObject({
				control_number: text(50),
				date: CalendarDate.optional(),
				time: text(5).optional(),
				code: text(3)
					.optional()
					.meta({ description: 'X12 code list I18: 000 no error, 001 control numbers' }),
			})
			.optional(),
		/** Only of a 997 or 999. */
		group: z
			.strictObject({
				functional_code: text(2),
				control_number: text(50),
				version: text(40).optional(),
				included: Count.optional(),
				received: Count.optional(),
				accepted: Count.optional(),
				codes: Codes,
			})
			.optional(),
		transactions: z.array(AcknowledgedTransaction).max(200_000),
		source: ClaimSource.optional(),
	})
	.meta({ id: 'Acknowledgement' });

export type AcknowledgementStatus = z.infer<typeof AcknowledgementStatus>;
export type ElementError = z.infer<typeof ElementError>;
export type SegmentError = z.infer<typeof SegmentError>;
export type AcknowledgedTransaction = z.infer<typeof AcknowledgedTransaction>;
export type Acknowledgement = z.infer<typeof Acknowledgement>;

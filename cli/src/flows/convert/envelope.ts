import type { InterchangeOptions } from '@claims-askes/sdk/x12';

/** The envelope of what is written as X12: who to whom, and when. */
export function envelopeOf(
	{ sender, receiver, control, test }: { sender: string; receiver: string; control: number; test: boolean },
	now: Date,
): InterchangeOptions {
	return {
		sender: { id: sender },
		receiver: { id: receiver },
		controlNumber: control,
		at: now.toISOString().slice(0, 16),
		usage: test ? 'test' : 'production',
		lineEnd: '\n',
	};
}

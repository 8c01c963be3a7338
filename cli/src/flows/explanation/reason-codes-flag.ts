import { Flags } from '@oclif/core';

/** Shared by the commands that explain. */
export const reasonCodesFlag = Flags.string({
	summary: "in an explanation, also tell the reasons in a market's or payer's own codes, from this file",
	env: 'ASKES_REASON_CODES',
	helpValue: 'FILE',
});

import { Flags } from '@oclif/core';

/** The format is `--as` wherever something is written: in an export, `--to` is the last day of a span. */
export const AS = { aliases: ['as'] };

/** Where an export goes. */
export const outputFlags = {
	output: Flags.string({ char: 'o', summary: 'the file to write, instead of standard output' }),
	gzip: Flags.boolean({ summary: 'pack what is written' }),
};

/** Who writes an X12 file to whom. */
export const envelopeFlags = (sender: string) => ({
	sender: Flags.string({ summary: 'of an X12 file that is written', default: sender }),
	receiver: Flags.string({ summary: 'of an X12 file that is written', default: 'RECEIVER' }),
	control: Flags.integer({ summary: 'control number of an X12 file that is written', default: 1, min: 1 }),
	test: Flags.boolean({ summary: 'mark an X12 file that is written as test data' }),
});

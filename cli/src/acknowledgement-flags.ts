import { Flags } from '@oclif/core';
import type { Acknowledge } from './flows/import/acknowledgement-names';
import { makeFolder } from './flows/write-output';

/** Of what reads X12 and answers it. */
export const acknowledgementFlags = (answers: string) => ({
	acks: Flags.boolean({
		summary: `answer X12 with ${answers}; in a dry run only where this or --acks-dir is given`,
		allowNo: true,
	}),
	'acks-dir': Flags.string({
		summary: 'where those are written, instead of beside each file; made if need be',
	}),
});

interface Asked {
	readonly 'dry-run': boolean;
	readonly acks?: boolean | undefined;
	readonly 'acks-dir'?: string | undefined;
}

/** Whoever names a folder wants answers in it. */
export async function acknowledgeAs(asked: Asked): Promise<Acknowledge> {
	const folder = asked['acks-dir'];
	if (folder === undefined) return (asked.acks ?? !asked['dry-run']) ? 'beside' : null;
	await makeFolder(folder);
	return { folder };
}

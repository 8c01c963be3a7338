import type { ClaimAcknowledgement, ClaimStatus } from '../../claim';
import type { TreeLoop } from '../read/tree';
import { identifiersOf, payerOf, personOf, present, providerOf } from '../read/tree-parties';
import { CLAIM_ACKNOWLEDGEMENT } from '../schema/277ca';
import { above, branches, checkLevels, judgeLevels, sourceOf } from './levels';
import { periodOf, serviceOf, statusesOf } from './statuses';
import { type TreeContext, treeReader } from './tree-kind';

/**
 * What a 277CA says: one document for each claim, before them one for the submission, and one for each provider whose
 * claims were refused together.
 */
export const readClaimAcknowledgements = treeReader<ClaimAcknowledgement>({
	specs: { '277': CLAIM_ACKNOWLEDGEMENT },
	versions: /X214/,
	documents: acknowledgements,
	judge: judgeLevels,
});

/** Loops that speak, with what their quantities and amounts are told by. */
const SPEAKERS = {
	'2200B': { acknowledges: 'submission', accepted: '90', rejected: 'AA' },
	'2200C': { acknowledges: 'provider', accepted: 'QA', rejected: 'QC' },
	'2200D': { acknowledges: 'claim', accepted: '', rejected: '' },
} as const;

function acknowledgements(root: TreeLoop, context: TreeContext): ClaimAcknowledgement[] {
	checkLevels(root);
	const spoken = [...branches(root, Object.keys(SPEAKERS))].filter(
		(loop) => loop.id !== '2200C' || loop.first('STC') !== undefined || loop.first('QTY') !== undefined,
	);
	return spoken.map((loop, at) => ({
		...acknowledgementOf(loop, { ...context, root }),
		source: sourceOf(context.source, { loop, position: at + 1 }),
	}));
}

const CLAIM_NUMBERS = ['1K', 'D9', 'BLT'];

function acknowledgementOf(
	loop: TreeLoop,
	{ root, decimals }: TreeContext & { root: TreeLoop },
): ClaimAcknowledgement {
	const speaker = SPEAKERS[loop.id as keyof typeof SPEAKERS];
	const begin = root.first('BHT');
	for (const element of [1, 2, 4, 5, 6]) begin?.at(element);
	const payer = above(loop, '2000A');
	const receipt = payer?.loop('2200A');
	receipt?.first('TRN')?.at(1);
	const submitter = above(loop, '2000B');
	const provider = above(loop, '2000C')?.loop('2100C');
	const patient = above(loop, '2000D')?.loop('2100D');
	const isClaim = speaker.acknowledges === 'claim';
	const trace = loop.first('TRN');
	trace?.at(1);
	const statuses = statusesOf(loop, decimals);
	const { from, through } = isClaim ? periodOf(loop) : {};
	return present({
		acknowledges: speaker.acknowledges,
		accepted: isAccepted(statuses),
		payer: payerOf(payer?.loop('2100A')),
		submitter: providerOf(submitter?.loop('2100B')),
		provider: provider && providerOf(provider),
		patient: patient && personOf(patient),
		reference: begin?.text(3, 50),
		batch_reference: submitter?.loop('2200B')?.first('TRN')?.text(2, 50),
		received_on: receipt?.first('DTP', '050')?.period(3).from,
		processed_on: receipt?.first('DTP', '009')?.period(3).from,
		claim_id: isClaim ? trace?.text(2, 80) : undefined,
		payer_claim_number: isClaim ? loop.first('REF', '1K')?.text(2, 80) : undefined,
		clearinghouse_number: isClaim ? loop.first('REF', 'D9')?.text(2, 80) : undefined,
		bill_type: isClaim ? loop.first('REF', 'BLT')?.text(2, 3) : undefined,
		charge: statuses.find(({ charge }) => charge && !charge.startsWith('-'))?.charge,
		service_date: from,
		service_date_end: through,
		identifiers: isClaim ? identifiersOf(loop, CLAIM_NUMBERS) : undefined,
		statuses,
		lines: loop.loops.map((line) => ({
			...serviceOf(line, decimals),
			statuses: statusesOf(line, decimals),
		})),
		totals: isClaim ? undefined : totalsOf(loop, { speaker, decimals }),
	});
}

/** Code list 507: what was received, passed on, taken in or split; all other acknowledgements are refusals. */
const TAKEN = new Set(['A0', 'A1', 'A2', 'A5']);

const isAccepted = (statuses: readonly ClaimStatus[]) =>
	statuses.every(({ category, action }) => TAKEN.has(category) && action !== 'U');

function totalsOf(
	loop: TreeLoop,
	{ speaker, decimals }: { speaker: (typeof SPEAKERS)[keyof typeof SPEAKERS]; decimals: number },
): ClaimAcknowledgement['totals'] {
	const tally = (quantity: string, amount: string) => {
		const claims = loop.first('QTY', quantity)?.quantity(2);
		const charge = loop.first('AMT', amount)?.amount(2, decimals);
		return claims === undefined ? undefined : present({ claims: Math.trunc(claims), charge });
	};
	const totals = present({
		accepted: tally(speaker.accepted, 'YU'),
		rejected: tally(speaker.rejected, 'YY'),
	});
	return Object.keys(totals).length > 0 ? totals : undefined;
}

import type { ClaimStatusInquiry, ClaimStatusResponse } from '../../claim';
import type { TreeLoop } from '../read/tree';
import { identifiersOf, present, providerOf } from '../read/tree-parties';
import { CLAIM_STATUS_INQUIRY, CLAIM_STATUS_RESPONSE } from '../schema/276-277';
import {
	above,
	branches,
	checkLevels,
	judgeLevels,
	partiesOf,
	sourceOf,
	tellFirstMissing,
	tracesOf,
} from './levels';
import { periodOf, serviceOf, statusesOf } from './statuses';
import { type TreeContext, treeReader } from './tree-kind';

/** Questions of a 276, one for each claim asked about. */
export const readClaimStatusInquiries = treeReader<ClaimStatusInquiry>({
	specs: { '276': CLAIM_STATUS_INQUIRY },
	documents: inquiries,
	judge: judgeLevels,
});

/** Answers of a 277, one for each claim; a 277CA, which has the same number, is another document. */
export const readClaimStatusResponses = treeReader<ClaimStatusResponse>({
	specs: { '277': CLAIM_STATUS_RESPONSE },
	versions: /^(?!.*X214)/,
	documents: responses,
	judge: judgeLevels,
});

const CLAIM_NUMBERS = ['EJ', '1K', 'BLT'];

function aboutClaim(claim: TreeLoop, root: TreeLoop, decimals: number) {
	const provider = above(claim, '2000C');
	const { from, through } = periodOf(claim);
	const charge = claim.first('AMT', 'T3');
	return present({
		...partiesOf({
			root,
			payer: above(claim, '2000A')?.loop('2100A'),
			provider: provider?.loop('2100C'),
			subscriber: above(claim, '2000D')?.loop('2100D'),
			patient: above(claim, '2000E')?.loop('2100E'),
		}),
		submitter: above(claim, '2000B') && providerOf(above(claim, '2000B')?.loop('2100B')),
		trace_numbers: tracesOf(claim),
		claim_id: claim.first('REF', 'EJ')?.text(2, 80),
		payer_claim_number: claim.first('REF', '1K')?.text(2, 80),
		bill_type: claim.first('REF', 'BLT')?.text(2, 3),
		charge: charge?.charge(2, decimals),
		service_date: from,
		service_date_end: through,
		identifiers: identifiersOf(claim, CLAIM_NUMBERS),
	});
}

/** The claims asked about; where there is none, what is said of the submission as a whole. */
function claimsOf(root: TreeLoop): TreeLoop[] {
	const claims = [...branches(root, ['2200D', '2200E'])];
	return claims.length > 0 ? claims : [...branches(root, ['2200B', '2200C'])];
}

function inquiries(root: TreeLoop, { source, decimals }: TreeContext): ClaimStatusInquiry[] {
	checkLevels(root);
	const claims = claimsOf(root);
	if (claims.length === 0) tellFirstMissing(root, ['2000A', '2000B', '2000C', '2000D', '2200D']);
	return claims.map((claim, at) => ({
		...aboutClaim(claim, root, decimals),
		lines: claim.loops.map((line) => serviceOf(line, decimals)),
		source: sourceOf(source, { loop: claim, position: at + 1 }),
	}));
}

function responses(root: TreeLoop, { source, decimals }: TreeContext): ClaimStatusResponse[] {
	checkLevels(root);
	return claimsOf(root).map((claim, at) => ({
		...aboutClaim(claim, root, decimals),
		statuses: statusesOf(claim, decimals),
		lines: claim.loops.map((line) => ({
			...serviceOf(line, decimals),
			...present({ paid: line.first('SVC')?.charge(3, decimals) }),
			statuses: statusesOf(line, decimals),
		})),
		source: sourceOf(source, { loop: claim, position: at + 1 }),
	}));
}

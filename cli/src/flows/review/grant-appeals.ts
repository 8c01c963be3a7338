import type { OverrideRequest, ReviewDesk, ReviewResult, ReviewResults } from './review-desk';
import type { ReviewItem } from './review-item';

/**
 * Grants appeals: the claim of each is overridden, and the appeal ends as granted once it is decided so. What is refused of
 * one is told beside it and holds up no other.
 */
export async function grantAppeals(
	desk: Pick<ReviewDesk, 'override'>,
	items: readonly ReviewItem[],
	request: OverrideRequest,
): Promise<ReviewResults> {
	const results: ReviewResult[] = [];
	for (const item of items) results.push(await grant(desk, item, request));
	const refused = results.filter(({ problem }) => problem !== null).length;
	return { correlation_id: '', changed: results.length - refused, refused, results };
}

async function grant(
	desk: Pick<ReviewDesk, 'override'>,
	{ id, kind, claim_id, claim_number, status }: ReviewItem,
	request: OverrideRequest,
): Promise<ReviewResult> {
	const refusal = (code: string, message: string) => ({
		id,
		claim_number,
		status,
		problem: { code, message },
	});
	if (kind !== 'appeal') return refusal('NOT_AN_APPEAL', 'Only an appeal is granted');
	try {
		const override = await desk.override(claim_id, request);
		// With the authority of one person it is as good as done; else a second one has the last word.
		return {
			...{ id, claim_number, problem: null },
			status: override.status === 'released' ? 'granted' : override.status,
		};
	} catch (error) {
		const { code = 'FAILED', message } = error as { code?: string; message: string };
		return refusal(code, message);
	}
}

import type { ReviewResults } from './review-desk';
import type { ReviewItem } from './review-item';

/** One item that was acted on, told as if it had been one of many. */
export const resultsOf = ({ id, claim_number, status }: ReviewItem): ReviewResults => ({
	correlation_id: '',
	changed: 1,
	refused: 0,
	results: [{ id, claim_number, status, problem: null }],
});

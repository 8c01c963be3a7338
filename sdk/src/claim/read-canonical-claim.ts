import type { z } from 'zod';
import { CanonicalClaim } from './canonical-claim';
import { type Check, quickCheck } from './quick-check';
import { shapeWords } from './shape-words';

let isClaim: Check | undefined;

/**
 * Says what `CanonicalClaim.safeParse` says in the words of `shapeWords`, in a fraction of its time and without a copy. For those who
 * read many claims.
 */
export function readCanonicalClaim(value: unknown): z.ZodSafeParseResult<CanonicalClaim> {
	isClaim ??= quickCheck(CanonicalClaim);
	// The schema leaves nothing out and adds nothing, so a claim that it accepts is what it would have made of it.
	if (isClaim(value)) return { success: true, data: value as CanonicalClaim };
	return CanonicalClaim.safeParse(value, { error: shapeWords });
}

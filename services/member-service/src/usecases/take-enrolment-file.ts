import type { Call } from '@claims-askes/chassis/http/caller';
import type { X12File } from '@claims-askes/chassis/http/x12-body';
import { receiveX12 } from '@claims-askes/chassis/x12-exchange';
import { readEnrolments } from '@claims-askes/sdk/x12';
import type { Deps } from './deps';
import { maintainEnrollments } from './maintain-enrollments';

/** An 834 as it comes from an employer, with the 999 that answers it. */
export async function takeEnrolmentFile(deps: Deps, file: X12File, call: Call) {
	const { documents, acknowledgement } = await receiveX12(file, readEnrolments, deps.platform);
	return maintainEnrollments(deps, documents, call, { acknowledgement });
}

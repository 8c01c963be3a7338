import { expect, test } from 'bun:test';
import { covers } from './listeners';

test.each([
	['askes/events/claim/submitted', true],
	['askes/events/#', true],
	['askes/events/claim/#', true],
	['askes/events/claim/submitted/#', true],
	['askes/events/+/submitted', true],
	['askes/events/claim/+', true],
	['askes/events/+', false],
	['askes/events/claim', false],
	['askes/events/claim/submitted/+', false],
	['askes/events/claim/status/changed', false],
	['askes/events/member/#', false],
	['', false],
])('the filter %j covers claim/submitted: %p', (filter, isCovered) => {
	expect(covers(filter, 'askes/events/claim/submitted')).toBe(isCovered);
});

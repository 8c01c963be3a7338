import { testService } from '@claims-askes/chassis/testing/service';
import { buildApp } from '../src/app';
import { settings } from '../src/config';

/** The service on a database of its own, and a client that may do everything here. */
export const startAuthorizations = () =>
	testService('authorization-service', settings, buildApp, ['authorizations:read', 'authorizations:write']);

export const MEMBER = '019a0000-0000-7000-8000-000000000001';
export const OTHER_MEMBER = '019a0000-0000-7000-8000-000000000002';
export const PROVIDER = '019a0000-0000-7000-8000-000000000011';
export const OTHER_PROVIDER = '019a0000-0000-7000-8000-000000000012';
export const CLAIM = '019a0000-0000-7000-8000-000000000021';

/** A hospital asks to admit a member for ten days. */
export const aRequest = (changes: object = {}) => ({
	member_id: MEMBER,
	provider_id: PROVIDER,
	from: '2026-03-01',
	to: '2026-03-10',
	benefits: ['INPATIENT'],
	codes: [{ system: 'icd-9-cm', code: '47.09' }],
	currency: 'IDR',
	amount: '5000000',
	...changes,
});

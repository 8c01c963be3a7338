import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { Elysia } from 'elysia';
import type { Deps } from '../../usecases/deps';
import { enrollMembers } from '../../usecases/enroll-members';
import { EnrollmentList, EnrollmentReport } from './members.schemas';

export const enrollmentsRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/enrollments', tags: ['members'] })
		.use(access)
		.post('', ({ body, call }) => enrollMembers(deps, body.people, call), {
			requires: 'members:write',
			body: EnrollmentList,
			detail: documented({
				operationId: 'enrollMembers',
				summary: 'Enroll or update up to 1,000 people by their member numbers',
				description: 'A list that comes again changes nothing; each person has a result of their own.',
				answers: { 201: EnrollmentReport },
			}),
		});

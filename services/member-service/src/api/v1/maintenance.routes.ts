import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { X12Body } from '@claims-askes/chassis/http/x12-body';
import { Elysia } from 'elysia';
import type { Deps } from '../../usecases/deps';
import { maintainEnrollments } from '../../usecases/maintain-enrollments';
import { EnrolmentFileReport, MaintenanceList, MaintenanceReport } from './maintenance.schemas';

const description =
	'Who is added or changed is enrolled, a change of plan ends the plan before it, and what is cancelled ends on the day ' +
	'that is named; what ends for an employee ends for the family. Repeating it changes nothing.';

export const maintenanceRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1', tags: ['members'] })
		.use(access)
		.post('/enrollment-changes', ({ body, call }) => maintainEnrollments(deps, body.enrolments, call), {
			requires: 'members:write',
			body: MaintenanceList,
			detail: documented({
				operationId: 'maintainEnrollments',
				summary: 'Carry out what employers’ files say of up to 1,000 people',
				description,
				answers: { 201: MaintenanceReport },
			}),
		})
		.post(
			'/enrollment-files',
			// The codec is loaded when somebody speaks X12: most processes are never asked.
			async ({ body, call }) =>
				(await import('../../usecases/take-enrolment-file')).takeEnrolmentFile(deps, body, call),
			{
				requires: 'members:write',
				body: X12Body,
				detail: documented({
					operationId: 'takeEnrolmentFile',
					summary: 'Carry out an 834 of up to 1,000 members',
					description: `${description} The report holds the 999 that answers the file.`,
					answers: { 201: EnrolmentFileReport },
				}),
			},
		);

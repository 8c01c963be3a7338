import { batchOf } from '@claims-askes/chassis/http/paging';
import { bulkReport } from '@claims-askes/contracts/bulk-report';
import { Id } from '@claims-askes/contracts/primitives';
import { Enrolment } from '@claims-askes/sdk/claim';
import { z } from 'zod';

export const MaintenanceList = z
	.strictObject({ enrolments: batchOf(Enrolment) })
	.meta({ id: 'MaintenanceList', description: 'Members as an 834 tells of them' });

export const MaintenanceReport = bulkReport('MaintenanceReport', {
	member_number: z.string(),
	member_id: Id.nullable(),
	family_id: Id.nullable(),
	dependants_ended: z.int().describe('dependants whose coverage ended with the employee’s'),
});

export const EnrolmentFileReport = MaintenanceReport.extend({
	acknowledgement: z.string().describe('the 999 that goes back to the sender'),
}).meta({ id: 'EnrolmentFileReport' });

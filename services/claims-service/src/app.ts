import { type App, createApp } from '@claims-askes/chassis/http/app';
import type { Platform } from '@claims-askes/chassis/platform';
import { fhirRoutes } from './api/fhir/fhir.routes';
import { claimBatchesRoutes } from './api/v1/claim-batches.routes';
import { claimCountsRoutes } from './api/v1/claim-counts.routes';
import { claimStatusInquiriesRoutes } from './api/v1/claim-status-inquiries.routes';
import { claimStatusesRoutes } from './api/v1/claim-statuses.routes';
import { claimsRoutes } from './api/v1/claims.routes';
import { predeterminationsRoutes } from './api/v1/predeterminations.routes';
import type { Settings } from './config';
import { createUseCases } from './usecases';
import { documentFiles, type ExportFiles } from './usecases/fhir/exports/export-files';

/** A thousand claims of a file with all their extras. */
const IMPORT_LIMIT_BYTES = 32 * 1024 ** 2;

export function buildApp(
	platform: Platform,
	{ INTAKE_WARN_ONLY, PAYER_RULES_FILE, EXPORT_KEPT_HOURS }: Settings,
	exportFiles: ExportFiles = documentFiles(platform),
): App {
	const { claims, batches } = createUseCases(platform, {
		warnOnly: INTAKE_WARN_ONLY,
		payerRules: PAYER_RULES_FILE ?? [],
	});
	return createApp(
		platform,
		{
			title: 'claims-service',
			description: 'Intake of claims, their life cycle, batches and history',
			largeBodies: [{ prefix: '/api/v1/claim-batches', limitBytes: IMPORT_LIMIT_BYTES }],
		},
		[
			claimsRoutes(claims),
			claimStatusesRoutes(claims),
			claimCountsRoutes(claims),
			claimStatusInquiriesRoutes(platform),
			predeterminationsRoutes(claims),
			claimBatchesRoutes(batches),
			fhirRoutes({ platform, claims, exportFiles, keptHours: EXPORT_KEPT_HOURS }),
		],
	);
}

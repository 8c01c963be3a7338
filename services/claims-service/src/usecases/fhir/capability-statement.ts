const read = [{ code: 'read' }];

/** What this server can do with FHIR, and nothing else. */
export const CAPABILITY_STATEMENT = {
	resourceType: 'CapabilityStatement',
	status: 'active',
	date: '2026-11-26',
	kind: 'instance',
	software: { name: 'Claims-Askes' },
	implementation: { description: 'Claims-Askes, claims-service' },
	fhirVersion: '4.0.1',
	format: ['application/fhir+json'],
	rest: [
		{
			mode: 'server',
			security: { description: 'OAuth 2.0 bearer tokens with the scopes claims:read and claims:write' },
			operation: [
				{
					name: 'export',
					definition: 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export',
					documentation:
						'streams at once as application/fhir+ndjson; with Prefer: respond-async it prepares files, as Bulk Data does',
				},
			],
			resource: [
				{
					type: 'Claim',
					interaction: read,
					operation: [{ name: 'submit', definition: 'http://hl7.org/fhir/OperationDefinition/Claim-submit' }],
				},
				{ type: 'ClaimResponse', interaction: read },
				{ type: 'ExplanationOfBenefit', interaction: read },
			],
		},
	],
} as const;

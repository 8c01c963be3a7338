import type {
	ClaimDate,
	DiagnosisRole,
	DiagnosisSystem,
	HospitalProcedure,
	ProcedureSystem,
} from '../../claim';
import { packCode } from '../segment';
import { codeTable } from './code-table';

/** BHT06. */
export const PURPOSES = codeTable([
	['CH', 'chargeable'],
	['RP', 'encounter'],
	['31', 'subrogation'],
]);

/** CLM07. */
export const ASSIGNMENTS = codeTable([
	['A', 'assigned'],
	['B', 'laboratory_only'],
	['C', 'not_assigned'],
]);

/** CLM08 and OI03. */
export const YES_NO = codeTable([
	['Y', 'yes'],
	['N', 'no'],
	['W', 'not_applicable'],
]);

/** CLM11, code list 1362. */
export const CAUSES = codeTable([
	['AA', 'auto_accident'],
	['AP', 'another_party'],
	['EM', 'employment'],
	['OA', 'other_accident'],
]);

/** DTP01 of a claim, code list 374: the dates that a claim carries beside those of its lines. */
export const CLAIM_DATES = codeTable([
	['431', 'onset'],
	['454', 'initial_treatment'],
	['304', 'last_seen'],
	['453', 'acute_manifestation'],
	['439', 'accident'],
	['484', 'last_menstrual_period'],
	['455', 'last_x_ray'],
	['471', 'prescription'],
	['314', 'disability'],
	['297', 'last_worked'],
	['296', 'return_to_work'],
	['090', 'assumed_care'],
	['091', 'relinquished_care'],
	['444', 'first_contact'],
	['452', 'appliance_placement'],
	['050', 'repricer_received'],
] satisfies [string, ClaimDate['kind']][]);

/** The qualifier before a procedure code, code list 235. */
export const PROCEDURE_SYSTEMS = codeTable<ProcedureSystem>([
	['HC', 'hcpcs'],
	['AD', 'cdt'],
	['N4', 'ndc'],
	['HP', 'hipps'],
	['WK', 'abc'],
	['IV', 'home_infusion'],
	['ER', 'jurisdiction'],
	['ID', 'icd-9-cm-procedure'],
	['ZZ', 'mutually_defined'],
	['NU', 'revenue'],
]);

export interface DiagnosisQualifier {
	readonly kind: 'diagnosis';
	readonly system: DiagnosisSystem;
	readonly role: DiagnosisRole;
}

export interface ProcedureQualifier {
	readonly kind: 'procedure';
	readonly system: HospitalProcedure['system'];
	readonly role: HospitalProcedure['role'];
}

export interface HospitalQualifier {
	readonly kind: 'condition' | 'occurrence' | 'occurrence_span' | 'value' | 'treatment' | 'drg';
}

export type HealthQualifier = DiagnosisQualifier | ProcedureQualifier | HospitalQualifier;

const diagnosis = (system: DiagnosisSystem, role: DiagnosisRole): HealthQualifier => ({
	kind: 'diagnosis',
	system,
	role,
});
const procedure = (system: HospitalProcedure['system'], role: 'principal' | 'other'): HealthQualifier => ({
	kind: 'procedure',
	system,
	role,
});

/** The qualifier before a code of the HI segment, code list 1270. */
export const HEALTH_CODES: readonly (readonly [code: string, meaning: HealthQualifier])[] = [
	['ABK', diagnosis('icd-10-cm', 'principal')],
	['ABF', diagnosis('icd-10-cm', 'other')],
	['ABJ', diagnosis('icd-10-cm', 'admitting')],
	['APR', diagnosis('icd-10-cm', 'reason_for_visit')],
	['ABN', diagnosis('icd-10-cm', 'external_cause')],
	['BK', diagnosis('icd-9-cm', 'principal')],
	['BF', diagnosis('icd-9-cm', 'other')],
	['BJ', diagnosis('icd-9-cm', 'admitting')],
	['ZZ', diagnosis('icd-9-cm', 'reason_for_visit')],
	['PR', diagnosis('icd-9-cm', 'reason_for_visit')],
	['BN', diagnosis('icd-9-cm', 'external_cause')],
	['BBR', procedure('icd-10-pcs', 'principal')],
	['BBQ', procedure('icd-10-pcs', 'other')],
	['BR', procedure('icd-9-cm-procedure', 'principal')],
	['BQ', procedure('icd-9-cm-procedure', 'other')],
	['CAH', procedure('abc', 'principal')],
	['BP', procedure('hcpcs', 'principal')],
	['BO', procedure('hcpcs', 'other')],
	['BG', { kind: 'condition' }],
	['BH', { kind: 'occurrence' }],
	['BI', { kind: 'occurrence_span' }],
	['BE', { kind: 'value' }],
	['TC', { kind: 'treatment' }],
	['DR', { kind: 'drg' }],
];

export const HEALTH_QUALIFIERS = new Map(HEALTH_CODES.map(([code, meaning]) => [packCode(code), meaning]));

import type { Diagnosis, Extra, HospitalProcedure } from '../claim';
import { DIAGNOSIS_ROLES, DIAGNOSIS_SYSTEMS, HOSPITAL_PROCEDURE_SYSTEMS, type Terms } from './code-systems';
import { compact } from './compact';
import type { Cursor } from './cursor';
import { writeExact } from './extras';
import type { Resolver } from './resources';

const ON_ADMISSION = ['Y', 'N', 'U', 'W', '1'] as const;
const CODE = /^[A-Z0-9]{1,30}$/;
/** Procedures keep their dot: the canonical claim has them as they were sent. */
const PROCEDURE_CODE = /^[A-Za-z0-9.]{1,30}$/;

export interface ReadDiagnoses {
	readonly diagnoses: Diagnosis[];
	/** The place, from 1, of each diagnosis that a line may point at by its sequence. */
	readonly places: ReadonlyMap<number, number>;
	/** Diagnoses in SNOMED or in no named system: no field takes them, nothing drops them. */
	readonly extras: Extra[];
}

export function readDiagnoses(claim: Cursor, resolver: Resolver): ReadDiagnoses {
	const diagnoses: Diagnosis[] = [];
	const places = new Map<number, number>();
	const extras: Extra[] = [];
	for (const entry of claim.items('diagnosis')) {
		const sequence = entry.positive('sequence', 999_999);
		const concept = conceptOf(entry, 'diagnosis', 'Condition', resolver);
		const coding = codingOf(concept, DIAGNOSIS_SYSTEMS);
		if (!coding) {
			keepWhole(entry, concept, 'diagnosisCodeableConcept', extras);
			continue;
		}
		const isFirst = diagnoses.length === 0;
		diagnoses.push({ ...coding, ...readCircumstances(entry, isFirst) });
		if (sequence !== undefined) places.set(sequence, diagnoses.length);
	}
	return { diagnoses, places, extras };
}

export function readProcedures(claim: Cursor, resolver: Resolver) {
	const procedures: HospitalProcedure[] = [];
	const extras: Extra[] = [];
	for (const entry of claim.items('procedure')) {
		const concept = conceptOf(entry, 'procedure', 'Procedure', resolver);
		const coding = codingOf(concept, HOSPITAL_PROCEDURE_SYSTEMS, true);
		if (!coding) {
			keepWhole(entry, concept, 'procedureCodeableConcept', extras);
			continue;
		}
		entry.field('sequence').take();
		const type = entry.first('type').first('coding').text('code', 100);
		const role = (type ?? (procedures.length === 0 ? 'primary' : '')) === 'primary' ? 'principal' : 'other';
		procedures.push({ ...coding, role, ...compact({ date: entry.day('date') }) });
	}
	return { procedures, extras };
}

function readCircumstances(
	entry: Cursor,
	isFirst: boolean,
): Pick<Diagnosis, 'role' | 'present_on_admission'> {
	const type = entry.first('type').first('coding');
	const known = DIAGNOSIS_ROLES.wordOf(type.peek('code') ?? '');
	if (known) {
		type.text('code', 100);
		type.field('system').take();
	}
	const coding = entry.field('onAdmission').first('coding');
	const letter = coding.peek('code')?.toUpperCase();
	const onAdmission = ON_ADMISSION.find((value) => value === letter);
	if (onAdmission) {
		coding.text('code', 100);
		coding.field('system').take();
	}
	return {
		role: known ?? (isFirst ? 'principal' : 'other'),
		...compact({ present_on_admission: onAdmission }),
	};
}

/** Named in the claim, or by reference to a Condition or Procedure beside it. */
function conceptOf(entry: Cursor, kind: string, resource: string, resolver: Resolver): Cursor | undefined {
	const own = entry.field(`${kind}CodeableConcept`);
	if (own.isThere) return own;
	const reference = entry.field(`${kind}Reference`);
	if (!reference.isThere) entry.report('REQUIRED', `${kind}CodeableConcept or ${kind}Reference`);
	return resolver.follow(reference, resource)?.field('code');
}

function codingOf<System extends string>(
	concept: Cursor | undefined,
	systems: Terms<System>,
	withDots = false,
) {
	for (const coding of concept?.items('coding') ?? []) {
		const system = systems.wordOf(coding.peek('system') ?? '');
		if (!system) continue;
		const written = coding.peek('code') ?? '';
		const code = withDots ? written : written.replaceAll('.', '').toUpperCase();
		if (!(withDots ? PROCEDURE_CODE : CODE).test(code)) {
			coding.field('code').report('CODE_INVALID', undefined, coding.peek('code'));
			continue;
		}
		coding.field('system').take();
		coding.field('code').take();
		return { code, system };
	}
	return undefined;
}

/** With the code that was found by reference, for the resource it stood in stays behind. */
function keepWhole(entry: Cursor, concept: Cursor | undefined, field: string, extras: Extra[]): void {
	if (!entry.object) return;
	const code = concept?.first('coding').peek('code');
	entry.warn('CODE_SYSTEM', undefined, code);
	const whole = concept?.object ? { ...entry.object, [field]: concept.object } : entry.object;
	extras.push({ path: entry.path, value: writeExact(whole) });
	entry.take();
}

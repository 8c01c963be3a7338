import type { EligibilityBenefit, EligibilityResponse, Person } from '../claim';
import { PROCEDURE_SYSTEMS, SYSTEMS } from './code-systems';
import { parseDecimal } from './decimal';
import { Contained, coding, type Draft, writeDraft } from './draft';
import { JsonNumber } from './json';
import { coverageResource } from './write-claim';
import { patientResource, payerResource, providerResource } from './write-parties';

interface Asked {
	readonly purposes: readonly string[];
	/** When the answer was given, as an instant. */
	readonly created: string;
}

/** X12 code list 1390, as far as R4 has a word for it. */
const ACTIVE = '1';
const EXCLUDED = 'I';
const SHARES: Readonly<Record<string, string>> = { A: 'copay-percent', B: 'copay', C: 'deductible' };
const NETWORKS = { yes: 'in', no: 'out' } as const;
const TERMS: Readonly<Record<string, string>> = { '7': 'day', '23': 'annual' };
const UNITS: Readonly<Record<string, string>> = { IND: 'individual', FAM: 'family' };
/** X12 code list 374: of the plan as a whole, or of one among several. */
const BEGINS = ['348', '346'];
const ENDS = ['349', '347'];

/** The payer's answer about coverage (a 271's, in our own words) as an R4 CoverageEligibilityResponse in JSON. */
export function writeCoverageEligibilityResponse(answer: EligibilityResponse, asked: Asked): string {
	const { payer, provider, subscriber, patient, relationship, group_number, reference } = answer;
	const contained = new Contained();
	const patientReference = contained.refer(patientResource(withoutContacts(patient ?? subscriber)));
	const insurer = contained.refer(payerResource(payer));
	const holder = { ...withoutContacts(subscriber), group_number, relationship: relationship ?? 'self' };
	const insuranceOf = (plan: string | undefined, benefits: readonly EligibilityBenefit[]): Draft => {
		const dates = [...benefits.flatMap(({ dates = [] }) => dates), ...answer.dates];
		const period = { start: dayAmong(dates, BEGINS), end: dayAmong(dates, ENDS) };
		const parts = { contained, patientReference, period, plan };
		return {
			coverage: contained.refer(coverageResource(holder, payer, parts)),
			inforce: benefits.some(({ information }) => information === ACTIVE),
			benefitPeriod: period,
			item: benefits.flatMap(itemOf),
		};
	};
	const isRefused = answer.refusals.length > 0;
	return writeDraft({
		resourceType: 'CoverageEligibilityResponse',
		status: 'active',
		purpose: asked.purposes,
		patient: patientReference,
		created: asked.created,
		requestor: contained.refer(providerResource(provider)),
		request: { identifier: { value: reference ?? 'unnumbered' } },
		outcome: isRefused ? 'error' : 'complete',
		insurer,
		insurance: isRefused
			? []
			: byPlan(answer.benefits).map(([plan, benefits]) => insuranceOf(plan, benefits)),
		error: answer.refusals.map(({ reason }) => ({ code: coding(SYSTEMS.refusal, reason) })),
		contained: contained.resources,
	});
}

/** The statements of each plan; what names none is said of the plan before it, and without any plan there is one cover. */
function byPlan(benefits: readonly EligibilityBenefit[]): [plan: string | undefined, EligibilityBenefit[]][] {
	const plans = new Map<string | undefined, EligibilityBenefit[]>();
	let plan = benefits.find((benefit) => benefit.plan !== undefined)?.plan;
	for (const benefit of benefits) {
		plan = benefit.plan ?? plan;
		plans.set(plan, [...(plans.get(plan) ?? []), benefit]);
	}
	return plans.size > 0 ? [...plans] : [[undefined, []]];
}

const dayAmong = (dates: EligibilityResponse['dates'], kinds: readonly string[]) =>
	dates.find(({ kind }) => kinds.includes(kind))?.date;

const withoutContacts = ({ contacts: _, name: __, death_date: ___, ...person }: Person) => ({
	...person,
	identifiers: person.identifiers?.slice(0, 20),
});

/** One statement: of a procedure whether it is covered, of a share how much the member bears. */
function itemOf(benefit: EligibilityBenefit): Draft[] {
	const { information, procedure, service_types, in_network, coverage_level, period } = benefit;
	const share = SHARES[information];
	if (share === undefined && procedure === undefined) return [];
	return [
		{
			category: procedure ? undefined : coding(SYSTEMS.serviceType, service_types[0]),
			productOrService: procedure && {
				coding: [{ system: PROCEDURE_SYSTEMS.codeOf(procedure.code_system), code: procedure.code }],
			},
			excluded: share === undefined ? information === EXCLUDED : undefined,
			network: coding(SYSTEMS.benefitNetwork, in_network && NETWORKS[in_network as keyof typeof NETWORKS]),
			unit: coding(SYSTEMS.benefitUnit, UNITS[coverage_level ?? '']),
			term: coding(SYSTEMS.benefitTerm, TERMS[period ?? '']),
			benefit: share ? [{ type: coding(SYSTEMS.benefitType, share), ...allowedOf(benefit) }] : [],
			authorizationRequired:
				benefit.needs_authorization === undefined || benefit.needs_authorization === 'unknown'
					? undefined
					: benefit.needs_authorization === 'yes',
		},
	];
}

function allowedOf({ amount, currency, percent }: EligibilityBenefit): Draft {
	if (amount !== undefined) return { allowedMoney: { value: new JsonNumber(amount), currency } };
	return percent === undefined ? {} : { allowedString: `${hundredfold(percent)} %` };
}

/** `.125`, as X12 writes a fraction, is `12.5` in a hundred; no float is asked. */
function hundredfold(fraction: string): string {
	const decimal = parseDecimal(fraction.startsWith('.') ? `0${fraction}` : fraction);
	if (!decimal) return fraction;
	const digits = String(decimal.digits * 100n).padStart(decimal.scale + 1, '0');
	const whole = decimal.scale === 0 ? digits : digits.slice(0, -decimal.scale);
	const rest = decimal.scale === 0 ? '' : digits.slice(-decimal.scale).replace(/0+$/, '');
	return rest === '' ? whole : `${whole}.${rest}`;
}

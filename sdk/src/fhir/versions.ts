import { isObject, type Json, type JsonObject } from './json';
import type { PlacedResource } from './resources';

/** A version of FHIR other than R4, as people call it. */
export type OtherVersion = 'DSTU2 (1.0)' | 'STU3 (3.0)' | 'R5 (5.0)';

/** Fields that R4 has not: a file says in no other way which version it is. */
interface Signs {
	readonly fields?: readonly string[];
	readonly item?: readonly string[];
}

const LINKS = ['service', 'careTeamLinkId', 'diagnosisLinkId', 'informationLinkId', 'procedureLinkId'];
const OF_STU3_CLAIM = ['organization', 'information', 'employmentImpacted', 'hospitalization'];
const OF_R5_ITEM = ['traceNumber', 'productOrServiceEnd', 'request', 'patientPaid', 'tax', 'reviewOutcome'];
const OF_R5_CLAIM = ['traceNumber', 'event', 'diagnosisRelatedGroup', 'patientPaid'];

/** The older version comes first: the next one kept most of its fields. */
const SIGNS: readonly (readonly [OtherVersion, Readonly<Record<string, Signs>>])[] = [
	[
		'DSTU2 (1.0)',
		{
			Claim: {
				fields: ['ruleset', 'originalRuleset', 'target', 'coverage', 'additionalMaterials', 'missingTeeth'],
			},
			ClaimResponse: { fields: ['ruleset', 'originalRuleset', 'requestIdentifier', 'requestReference'] },
			Coverage: { fields: ['issuer', 'bin', 'plan', 'subPlan', 'group'] },
		},
	],
	[
		'STU3 (3.0)',
		{
			Claim: { fields: OF_STU3_CLAIM, item: LINKS },
			ExplanationOfBenefit: { fields: [...OF_STU3_CLAIM, 'totalCost', 'totalBenefit'], item: LINKS },
			ClaimResponse: {
				fields: ['requestProvider', 'requestOrganization', 'totalCost', 'totalBenefit', 'unallocDeductable'],
				item: ['sequenceLinkId'],
			},
			Coverage: { fields: ['grouping', 'sequence'] },
		},
	],
	[
		'R5 (5.0)',
		{
			Claim: { fields: [...OF_R5_CLAIM, 'encounter'], item: OF_R5_ITEM },
			ExplanationOfBenefit: { fields: OF_R5_CLAIM, item: OF_R5_ITEM },
			ClaimResponse: {
				fields: ['traceNumber', 'event', 'diagnosisRelatedGroup', 'decision'],
				item: ['traceNumber', 'reviewOutcome'],
			},
			Coverage: { fields: ['kind', 'paymentBy', 'insurer'] },
		},
	],
];

const AMOUNTS = ['net', 'unitPrice'];

/** Which other version a resource is of, and the path of what gives it away. */
export function findOtherVersion({
	resource,
	type,
	path,
}: PlacedResource): { readonly version: OtherVersion; readonly path: string } | undefined {
	// Only DSTU2 had a bare code there, and no insurance.
	if (type === 'Claim' && typeof resource.type === 'string' && !('insurance' in resource))
		return { version: 'DSTU2 (1.0)', path: `${path}.type` };
	const items = itemsOf(resource);
	for (const [version, ofTypes] of SIGNS) {
		const { fields = [], item = [] } = ofTypes[type] ?? {};
		const field = fields.find((name) => name in resource);
		if (field !== undefined) return { version, path: `${path}.${field}` };
		for (const [at, one] of items.entries()) {
			const name = item.find((known) => known in one);
			if (name !== undefined) return { version, path: `${path}.item[${at}].${name}` };
		}
	}
	const money = type === 'Claim' ? findOldMoney(resource, items) : undefined;
	return money === undefined ? undefined : { version: 'STU3 (3.0)', path: `${path}.${money}` };
}

const itemsOf = ({ item }: JsonObject): JsonObject[] =>
	Array.isArray(item) ? (item as readonly Json[]).map((one) => (isObject(one) ? one : {})) : [];

/** Before R4 an amount's currency was its code, and would be overlooked. */
function findOldMoney(claim: JsonObject, items: readonly JsonObject[]): string | undefined {
	if (isOldMoney(claim.total)) return 'total.code';
	for (const [at, item] of items.entries()) {
		const name = AMOUNTS.find((known) => isOldMoney(item[known]));
		if (name !== undefined) return `item[${at}].${name}.code`;
	}
	return undefined;
}

const isOldMoney = (value: Json | undefined): boolean =>
	isObject(value) && typeof value.code === 'string' && !('currency' in value);

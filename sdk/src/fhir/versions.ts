import { isObject, type Json } from './json';
import type { PlacedResource } from './resources';

/** Fields that STU3 had and R4 took away or renamed: a file says in no other way which of the two it is. */
const GONE_FROM_R4: Readonly<
	Record<string, { readonly fields: readonly string[]; readonly item: readonly string[] }>
> = {
	Claim: {
		fields: ['organization', 'information', 'employmentImpacted', 'hospitalization'],
		item: ['service', 'careTeamLinkId', 'diagnosisLinkId', 'informationLinkId', 'procedureLinkId'],
	},
	ExplanationOfBenefit: {
		fields: [
			'organization',
			'information',
			'employmentImpacted',
			'hospitalization',
			'totalCost',
			'totalBenefit',
		],
		item: ['service', 'careTeamLinkId', 'diagnosisLinkId', 'informationLinkId', 'procedureLinkId'],
	},
	ClaimResponse: {
		fields: ['requestProvider', 'requestOrganization', 'totalCost', 'totalBenefit', 'unallocDeductable'],
		item: ['sequenceLinkId'],
	},
	Coverage: { fields: ['grouping', 'sequence'], item: [] },
};

/** The path of the first field that gives a resource away as STU3. */
export function findStu3({ resource, type, path }: PlacedResource): string | undefined {
	const gone = GONE_FROM_R4[type];
	if (!gone) return undefined;
	const field = gone.fields.find((name) => name in resource);
	if (field !== undefined) return `${path}.${field}`;
	const items: readonly Json[] = Array.isArray(resource.item) ? resource.item : [];
	for (const [at, item] of items.entries()) {
		const name = isObject(item) ? gone.item.find((known) => known in item) : undefined;
		if (name !== undefined) return `${path}.item[${at}].${name}`;
	}
	return undefined;
}

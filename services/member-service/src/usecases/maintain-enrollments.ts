import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import { PolicyFacts } from '@claims-askes/contracts/coverage-facts';
import { bulkReport } from '@claims-askes/kernel/bulk';
import { type Enrolment, policyNumbersOf } from '@claims-askes/sdk/claim';
import { maintain } from '../domain/maintenance';
import type { Member } from '../domain/member';
import type { StoredMember } from '../repositories/members.repository';
import type { Deps } from './deps';
import { type KnownPolicy, maintenanceOf, memberNumberOf, plansOf, policiesMeant } from './enrolment-terms';
import { productsOf } from './products-of-plans';
import { saveMembers } from './save-members';

/** Adds, changes and endings of up to a thousand people, each with a result of its own. */
export function maintainEnrollments(
	deps: Deps,
	enrolments: readonly Enrolment[],
	call: Call,
	said: { readonly acknowledgement?: string } = {},
) {
	assertUnrestricted(call);
	return writeOnce(deps.platform, call, async () => {
		const policies = await policiesOf(deps, enrolments, call);
		const entries = enrolments.map((enrolment) => ({ enrolment, meant: policiesMeant(enrolment, policies) }));
		const plans = entries.flatMap(({ enrolment, meant }) => (meant ? plansOf(enrolment, meant) : []));
		const products = await productsOf(deps, plans, call);
		const list = entries.map(({ enrolment, meant }) => maintenanceOf(enrolment, meant, products));
		const stored = await knownTo(deps, enrolments, endingNumbers(list));
		const before = new Map(stored.map((one) => [one.member.id, one]));
		const results = maintain(
			list,
			stored.map(({ member }) => member),
			deps.platform.newId,
		);
		const after = new Map<string, Member>();
		for (const { result, ended } of results) {
			if (result.outcome !== 'refused') after.set(result.value.id, result.value);
			for (const member of ended) after.set(member.id, member);
		}
		const report = bulkReport(
			results.map(({ result }) => result),
			(member, at) => ({
				member_number: memberNumberOf(enrolments[at] as Enrolment) ?? '',
				member_id: member?.id ?? null,
				family_id: member?.family_id ?? null,
				dependants_ended: results[at]?.ended.length ?? 0,
			}),
		);
		return saveMembers(deps, call, changesOf(before, after), { status: 201, data: { ...report, ...said } });
	});
}

const endingNumbers = (list: readonly ReturnType<typeof maintenanceOf>[]): string[] =>
	list.flatMap((one) => (one.kind === 'end' ? [one.member_number] : []));

function changesOf(before: ReadonlyMap<string, StoredMember>, after: ReadonlyMap<string, Member>) {
	return [...after.values()].flatMap((member) => {
		const known = before.get(member.id);
		if (known && JSON.stringify(known.member) === JSON.stringify(member)) return [];
		return [{ before: known?.member ?? null, version: known?.version ?? 0, after: member }];
	});
}

async function knownTo({ members }: Deps, enrolments: readonly Enrolment[], ending: readonly string[]) {
	const numbers = enrolments.flatMap((enrolment) => memberNumberOf(enrolment) ?? []);
	const families = enrolments.flatMap(({ subscriber_number }) => subscriber_number ?? []);
	const named = await members.findByNumbers(numbers, [...families, ...numbers]);
	const others = ending.length > 0 ? await members.findFamilies(ending) : [];
	return [...new Map([...named, ...others].map((one) => [one.member.id, one])).values()];
}

/** What a file writes in their place may be longer than any of ours. */
const canBePolicyNumber = (number: string) => PolicyFacts.shape.number.safeParse(number).success;

async function policiesOf({ platform }: Deps, enrolments: readonly Enrolment[], call: Call) {
	const numbers = new Set(enrolments.flatMap(policyNumbersOf).filter(canBePolicyNumber));
	const peers = platform.peers.during(call);
	const found = new Map<string, KnownPolicy>();
	for (const number of numbers) {
		const { data } = await peers.policies.GET('/api/v1/policies', {
			params: { query: { number, limit: 1 } },
		});
		const [policy] = data?.data ?? [];
		if (policy) found.set(number, policy);
	}
	return found;
}

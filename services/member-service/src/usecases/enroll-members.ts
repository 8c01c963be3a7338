import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import { bulkReport, valuesOf } from '@claims-askes/kernel/bulk';
import { revisionsOf } from '@claims-askes/kernel/revision';
import { type Enrollment, enroll, enrollAll } from '../domain/enrollment';
import type { StoredMember } from '../repositories/members.repository';
import type { Deps } from './deps';
import { type CoverageAskedFor, ofProduct, productsOf } from './products-of-plans';
import { saveMembers } from './save-members';

/** A person as a caller asks for them to be enrolled. */
export type EnrollmentAskedFor = Omit<Enrollment, 'coverages'> & {
	readonly coverages: readonly CoverageAskedFor[];
};

/** Enrolls one person whose member number is new. */
export function enrollMember(deps: Deps, asked: EnrollmentAskedFor, call: Call) {
	assertUnrestricted(call);
	return writeOnce(deps.platform, call, async () => {
		const [people, known] = await Promise.all([withProducts(deps, [asked], call), knownTo(deps, [asked])]);
		const member = enroll(people[0] as Enrollment, known.map(memberOf), deps.platform.newId);
		return saveMembers(deps, call, [{ before: null, version: 0, after: member }], {
			status: 201,
			data: member,
		});
	});
}

/** Enrolls or updates up to a thousand people by their member numbers; a list that comes again changes nothing. */
export function enrollMembers(deps: Deps, asked: readonly EnrollmentAskedFor[], call: Call) {
	assertUnrestricted(call);
	return writeOnce(deps.platform, call, async () => {
		const [people, known] = await Promise.all([withProducts(deps, asked, call), knownTo(deps, asked)]);
		const results = enrollAll(people, known.map(memberOf), deps.platform.newId);
		const stored = known.map(({ member, version }) => ({ value: member, version }));
		return saveMembers(deps, call, revisionsOf(valuesOf(results), stored), {
			status: 201,
			data: bulkReport(results, (member, at) => ({
				member_number: people[at]?.member_number ?? '',
				member_id: member?.id ?? null,
				family_id: member?.family_id ?? null,
			})),
		});
	});
}

async function withProducts(
	deps: Deps,
	people: readonly EnrollmentAskedFor[],
	call: Call,
): Promise<Enrollment[]> {
	const plans = people.flatMap(({ coverages }) => coverages.map(({ plan_id }) => plan_id));
	const products = await productsOf(deps, plans, call);
	return people.map((person) => ({
		...person,
		coverages: person.coverages.map((coverage) => ofProduct(coverage, products)),
	}));
}

const memberOf = ({ member }: StoredMember) => member;

const knownTo = ({ members }: Deps, people: readonly EnrollmentAskedFor[]) =>
	members.findByNumbers(
		people.map(({ member_number }) => member_number),
		people.map(({ subscriber_number, member_number }) => subscriber_number ?? member_number),
	);

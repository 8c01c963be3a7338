import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { MemberFacts, MemberMatch } from '@claims-askes/contracts/coverage-facts';
import { Elysia } from 'elysia';
import { z } from 'zod';
import { patchMember } from '../../usecases/change-member';
import type { Deps } from '../../usecases/deps';
import { enrollMember } from '../../usecases/enroll-members';
import { getEligibility, getMember, getMembers, listMembers, matchPeople } from '../../usecases/read-members';
import {
	ChangeMember,
	EligibilityQuery,
	EligibilityView,
	Enrollment,
	MemberIds,
	MemberParams,
	MemberQuery,
	PeopleOnClaims,
	SearchMembers,
} from './members.schemas';

export const membersRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/members', tags: ['members'] })
		.use(access)
		.post('', ({ body, call }) => enrollMember(deps, body, call), {
			requires: 'members:write',
			body: Enrollment,
			detail: documented({
				operationId: 'enrollMember',
				summary: 'Enroll one person',
				answers: { 201: MemberFacts },
			}),
		})
		.get('', ({ query, call }) => listMembers(deps, query, call), {
			requires: 'members:read',
			query: MemberQuery,
			detail: documented({
				operationId: 'listMembers',
				summary: 'List members by number, family or group',
				answers: { 200: z.array(MemberFacts) },
			}),
		})
		.post('/searches', ({ body, call }) => listMembers(deps, body, call), {
			requires: 'members:read',
			body: SearchMembers,
			detail: documented({
				operationId: 'searchMembers',
				summary: 'Find members by name, which has no place in an address',
				answers: { 200: z.array(MemberFacts) },
			}),
		})
		.post('/batch-get', ({ body, call }) => getMembers(deps, body.ids, call), {
			requires: 'members:read',
			body: MemberIds,
			detail: documented({
				operationId: 'getMembers',
				summary: 'Read many members',
				answers: { 200: z.array(MemberFacts) },
			}),
		})
		.post('/matches', ({ body, call }) => matchPeople(deps, body.people, call), {
			requires: 'members:read',
			body: PeopleOnClaims,
			detail: documented({
				operationId: 'matchMembers',
				summary: 'Tell which members the people on claims are',
				description:
					"One answer per person, in order: the member, with who holds the family's policy, or null where nobody fits.",
				answers: { 200: z.array(MemberMatch.nullable()) },
			}),
		})
		.get('/:id', ({ params, call }) => getMember(deps, params.id, call), {
			requires: 'members:read',
			params: MemberParams,
			detail: documented({
				operationId: 'getMember',
				summary: 'Read one member',
				answers: { 200: MemberFacts },
			}),
		})
		.patch('/:id', ({ params, body, call }) => patchMember(deps, params.id, body, call), {
			requires: 'members:write',
			params: MemberParams,
			body: ChangeMember,
			detail: documented({
				operationId: 'changeMember',
				heedsIfMatch: true,
				summary: 'Change what is known of a member',
				answers: { 200: MemberFacts },
			}),
		})
		.get('/:id/eligibility', ({ params, query, call }) => getEligibility(deps, params.id, query.date, call), {
			requires: 'members:read',
			params: MemberParams,
			query: EligibilityQuery,
			detail: documented({
				operationId: 'getEligibility',
				summary: 'Tell whether a member is covered on a date, and if not, why',
				answers: { 200: EligibilityView },
			}),
		});

import type { Authorization, AuthorizationService } from '../../claim';
import { BILL_TYPE, PLACE_OF_SERVICE } from '../codes/inquiry-codes';
import { AUTHORIZATION } from '../schema/278';
import { writeProcedure } from '../write/procedure';
import { type InterchangeOptions, type OutSegment, out } from '../write/x12-writer';
import { formByCodes } from './authorization';
import { dateSegments } from './write-eligibility';
import {
	beginSegment,
	HierarchyTree,
	payerLoop,
	personLoop,
	providerLoop,
	refusalSegments,
	traceSegments,
	writeDocuments,
} from './write-levels';

const VERSION = '005010X217';

/** A 278 of the requests or answers given. */
export const writeAuthorizations = (
	authorizations: Iterable<Authorization>,
	options: InterchangeOptions,
): string =>
	writeDocuments(
		{ code: '278', functionalCode: 'HI', version: VERSION, segments: authorizationSegments },
		authorizations,
		options,
	);

function* authorizationSegments(
	authorization: Authorization,
	{ at }: InterchangeOptions,
): Generator<OutSegment> {
	const tree = new HierarchyTree(AUTHORIZATION);
	const isAnswer = authorization.kind === 'response';
	const traceType = isAnswer ? '2' : '1';
	const { refusals, patient, diagnoses, services } = authorization;
	tree.add('ST', [
		beginSegment(authorization, {
			structure: '0007',
			purpose: isAnswer ? '11' : '13',
			type: isAnswer ? '18' : undefined,
			at,
		}),
	]);
	const payer = tree.level('2000A', { code: '20', hasChild: true });
	tree.add('2000A/2010A', [...payerLoop(authorization.payer, 'X3'), ...refusalSegments(refusals, 'payer')]);
	const requester = tree.level('2000A/2000B', { code: '21', parent: payer, hasChild: true });
	tree.add('2000A/2000B/2010B', [...requesterLoop(authorization), ...refusalSegments(refusals, 'provider')]);
	const path = '2000A/2000B/2000C';
	const insured = tree.level(path, { code: '22', parent: requester, hasChild: true });
	tree.add(`${path}/2010C`, [
		...personLoop('IL', authorization.subscriber, { group: authorization.group_number }),
		...refusalSegments(refusals, 'subscriber'),
	]);
	const above = patient ? `${path}/2000D` : path;
	const person = patient ? tree.level(above, { code: '23', parent: insured, hasChild: true }) : insured;
	if (patient) {
		const { relationship } = authorization;
		tree.add(`${above}/2010D`, [
			...personLoop('QC', patient, { relationship }),
			...refusalSegments(refusals, 'patient'),
		]);
	}
	const event = tree.level(`${above}/2000E`, { code: 'EV', parent: person, hasChild: services.length > 0 }, [
		...traceSegments(authorization, traceType),
		...refusalSegments(refusals, 'request', 'service'),
		...askedSegments(authorization),
		...(diagnoses.length > 0
			? [out('HI', ...diagnoses.map(({ qualifier, code }) => [qualifier, code]))]
			: []),
	]);
	addProviders(tree, authorization, `${above}/2000E/2010EA`);
	services.forEach((service, index) => {
		const place = `${above}/2000E/2000F[${index + 1}]`;
		tree.level(place, { code: 'SS', parent: event, hasChild: false }, [
			...traceSegments(service, traceType),
			...askedSegments(service),
			serviceSegment(service),
		]);
		addProviders(tree, service, `${place}/2010F`);
	});
	yield* tree.segments(authorization.source);
}

type Asked = Pick<
	Authorization,
	| 'category'
	| 'certification_type'
	| 'service_type'
	| 'place'
	| 'facility_type'
	| 'level_of_service'
	| 'dates'
	| 'quantities'
	| 'providers'
	| 'messages'
	| 'decision'
>;

function askedSegments(asked: Asked): (OutSegment | undefined)[] {
	const { category, certification_type, service_type, level_of_service, decision } = asked;
	const { place, facility_type } = asked;
	return [
		category || certification_type
			? out(
					'UM',
					category,
					certification_type,
					service_type,
					facility_type ? [facility_type, BILL_TYPE] : place && [place, PLACE_OF_SERVICE],
					undefined,
					level_of_service,
				)
			: undefined,
		decision ? out('HCR', decision.action, decision.number, decision.reason) : undefined,
		...dateSegments(asked.dates),
		...(asked.quantities ?? []).map(({ kind, quantity, per, frequency, period, period_count }) =>
			out('HSD', kind, quantity, per, frequency, period, period_count),
		),
		...(asked.messages ?? []).map((message) => out('MSG', message)),
	];
}

/** An answer names who asked; how to reach them they know themselves, and it has no place for it. */
function requesterLoop({ kind, provider }: Authorization): OutSegment[] {
	const { address: _, contacts: __, ...named } = provider;
	return providerLoop('1P', kind === 'response' ? named : provider, '24');
}

function addProviders(tree: HierarchyTree, { providers = [] }: Asked, path: string): void {
	providers.forEach(({ role, ...provider }, index) => {
		tree.add(`${path}[${index + 1}]`, providerLoop(role, provider, '24'));
	});
}

function serviceSegment(service: AuthorizationService): OutSegment | undefined {
	const { procedure_code, revenue_code, charge, units, unit_basis = 'UN' } = service;
	const basis = units === undefined ? undefined : unit_basis;
	if (!procedure_code && !revenue_code) return undefined;
	const procedure = writeProcedure(service);
	const form = service.form ?? formByCodes(service);
	if (form === 'institutional') return out('SV2', revenue_code, procedure, charge, basis, units);
	if (form === 'dental') return out('SV3', procedure, charge, undefined, undefined, undefined, units);
	return out('SV1', procedure, charge, basis, units);
}

import type { Authorization, AuthorizationService, ServiceQuantity } from '../../claim';
import { BILL_TYPE, PLACE_OF_SERVICE } from '../codes/inquiry-codes';
import { type TreeLoop, within } from '../read/tree';
import { present, providerOf } from '../read/tree-parties';
import { procedureOf } from '../read/tree-procedures';
import { AUTHORIZATION } from '../schema/278';
import { datesOf } from './eligibility';
import {
	above,
	branches,
	checkLevels,
	judgeLevels,
	partiesOf,
	refusalsOf,
	sourceOf,
	tellFirstMissing,
	tracesOf,
} from './levels';
import { type TreeContext, treeReader } from './tree-kind';

/** Inquiries about reviews (X215) and notices (X216) have the same number, other parties in their levels, and ask for nothing. */
const REVIEWS = /^(?!.*X21[56])/;

/** Requests for review and answers to them, from a 278: one for each patient event. */
export const readAuthorizations = treeReader<Authorization>({
	specs: { '278': AUTHORIZATION },
	versions: REVIEWS,
	documents: authorizations,
	judge: judgeLevels,
});

/**
 * Requests alone, for whoever answers them: an answer is refused by what it says that it is (BHT02), a request about
 * nobody by the loop that would name them.
 */
export const readAuthorizationRequests = treeReader<Authorization>({
	specs: { '278': AUTHORIZATION },
	versions: REVIEWS,
	documents: requests,
	judge: judgeLevels,
});

const MOST_DIAGNOSES = 12;
const MOST_SERVICES = 99;

/** The answer says so in BHT02. */
const RESPONSE = '11';

function requests(root: TreeLoop, context: TreeContext): Authorization[] {
	const begin = root.first('BHT');
	if (begin?.is(2, RESPONSE)) begin.fault('CODE_INVALID', 2, 'error');
	const [person] = branches(root, ['2000C', '2000D']);
	if (!person) tellFirstMissing(root, ['2000A', '2000B', '2000C']);
	return person ? authorizations(root, context) : [];
}

function authorizations(root: TreeLoop, { source, decimals }: TreeContext): Authorization[] {
	checkLevels(root);
	const events = [...branches(root, ['2000E'])];
	const people = [...branches(root, ['2000D', '2000C'])];
	const subjects =
		events.length > 0
			? events
			: people.length > 0
				? people.slice(0, 1)
				: [...branches(root, ['2000B', '2000A'])].slice(-1);
	return subjects.map((event, at) => {
		const levels = [
			above(event, '2000A'),
			above(event, '2000B'),
			above(event, '2000C'),
			above(event, '2000D'),
			event,
		];
		const loops = new Set(levels.flatMap((level) => (level ? [level, ...level.parties()] : [])));
		const services = within(event.every('2000F'), MOST_SERVICES);
		const authorization: Authorization = {
			kind: root.first('BHT')?.is(2, RESPONSE) ? 'response' : 'request',
			...partiesOf({
				root,
				payer: above(event, '2000A')?.loop('2010A'),
				provider: above(event, '2000B')?.loop('2010B'),
				subscriber: above(event, '2000C')?.loop('2010C'),
				patient: above(event, '2000D')?.loop('2010D'),
			}),
			trace_numbers: tracesOf(event),
			...askedOf(event),
			diagnoses: diagnosesOf(event),
			services: services.map((service) => serviceOf(service, decimals)),
			refusals: [...[...loops].flatMap(refusalsOf), ...services.flatMap(refusalsOf)],
		};
		return { ...authorization, source: sourceOf(source, { loop: event, position: at + 1 }) };
	});
}

/** Code list 98: another provider, where it is not said what for. */
const UNTOLD_ROLE = 'ZZ';

/** UM, HSD, DTP, HCR and the providers: what event and service share. */
function askedOf(loop: TreeLoop) {
	const um = loop.first('UM');
	const [place, qualifier] = um?.parts(4, 2, 2) ?? [];
	const hcr = loop.first('HCR');
	const action = hcr?.text(1, 2);
	const inner = loop.loops.filter(({ id }) => id === '2010EA' || id === '2010F');
	const providers = within(inner, 20).map((provider) => ({
		role: provider.first('NM1')?.text(1, 3) ?? UNTOLD_ROLE,
		...providerOf(provider),
	}));
	const quantities = within(loop.all('HSD'), 10).map(
		(hsd): ServiceQuantity =>
			present({
				kind: hsd.text(1, 2),
				quantity: hsd.quantity(2),
				per: hsd.text(3, 2),
				frequency: hsd.quantity(4),
				period: hsd.text(5, 2),
				period_count: hsd.quantity(6),
			}),
	);
	const messages = within(loop.all('MSG'), 10).flatMap((message) => message.text(1, 264) ?? []);
	if (qualifier && qualifier !== PLACE_OF_SERVICE && qualifier !== BILL_TYPE) um?.fault('CODE_INVALID', 4);
	return present({
		category: um?.text(1, 2),
		certification_type: um?.text(2, 1),
		service_type: um?.text(3, 2),
		...(qualifier === BILL_TYPE ? { facility_type: place } : { place }),
		level_of_service: um?.text(6, 3),
		dates: datesOf(loop, 20),
		quantities: quantities.length > 0 ? quantities : undefined,
		providers: providers.length > 0 ? providers : undefined,
		messages: messages.length > 0 ? messages : undefined,
		decision: action ? present({ action, number: hcr?.text(2, 50), reason: hcr?.text(3, 30) }) : undefined,
	});
}

function diagnosesOf(loop: TreeLoop): Authorization['diagnoses'] {
	const diagnoses: Authorization['diagnoses'] = [];
	for (const hi of loop.all('HI')) {
		for (const [at] of hi.elements.entries()) {
			const [qualifier, code, ...rest] = hi.parts(at + 1, 3, 30, 40);
			if (rest.some(Boolean)) hi.keep(at + 1);
			if (qualifier && code) diagnoses.push({ code, qualifier });
		}
		if (diagnoses.length > MOST_DIAGNOSES) {
			hi.fault('SEGMENT_REPEATED', undefined, 'error');
			break;
		}
	}
	return diagnoses.slice(0, MOST_DIAGNOSES);
}

/** In whose words a service is told, where it does not say so itself: a hospital's with a revenue code, a dentist's by its code. */
export function formByCodes({
	revenue_code,
	code_system,
}: Pick<AuthorizationService, 'code_system'> & {
	revenue_code?: string | undefined;
}): NonNullable<AuthorizationService['form']> {
	if (revenue_code) return 'institutional';
	return code_system === 'cdt' ? 'dental' : 'professional';
}

/** SV1, SV2 or SV3: the service in the words of a doctor, a hospital or a dentist. */
function serviceOf(loop: TreeLoop, decimals: number): AuthorizationService {
	const [professional, hospital, dental] = [loop.first('SV1'), loop.first('SV2'), loop.first('SV3')];
	const segment = professional ?? hospital ?? dental;
	const at = hospital ? 2 : 1;
	const { code, code_system, modifiers } = procedureOf(segment, at);
	const basis = hospital ? 4 : 3;
	const unit_basis = dental || segment?.is(basis, 'UN') ? undefined : segment?.text(basis, 2);
	const revenue_code = hospital?.text(1, 48);
	const traces = tracesOf(loop);
	const form = professional ? 'professional' : hospital ? 'institutional' : dental && 'dental';
	return present({
		...askedOf(loop),
		form: form === formByCodes({ revenue_code, code_system }) ? undefined : form,
		procedure_code: code,
		revenue_code,
		code_system,
		modifiers,
		charge: segment?.charge(at + 1, decimals),
		units: segment?.quantity(hospital ? 5 : professional ? 4 : 6),
		unit_basis,
		trace_numbers: traces.length > 0 ? traces : undefined,
	});
}

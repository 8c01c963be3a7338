import type {
	Extra,
	ProviderAdjustment,
	Remittance,
	RemittanceClaim,
	RemittanceLine,
	RemittancePerson,
} from '../../claim';
import { CONTACT_ROLES, PAYMENT_METHODS } from '../codes/remittance-codes';
import { REMITTANCE } from '../schema/835';
import type { LoopSpec } from '../schema/loop-spec';
import { adjustmentSegments } from '../write/adjustments';
import { runsOf } from '../write/group-by';
import { type GuideTeller, LoopTree } from '../write/loop-tree';
import {
	addressSegments,
	contactSegments,
	identifierSegments,
	nameSegment,
	providerName,
} from '../write/parties';
import { writeProcedure } from '../write/procedure';
import {
	type InterchangeOptions,
	type OutElement,
	type OutSegment,
	out,
	writeDate,
	X12Writer,
} from '../write/x12-writer';

const VERSION = '005010X221A1';
const ADJUSTMENTS_PER_PLB = 6;
const REMARKS_PER_CLAIM = 5;
/** A payee that is a health plan itself (XV), and a number that is no NPI though it is called one: no REF has these. */
const PAYEE_NUMBERS = new Set(['XV', 'XX']);

const CLAIM_LOOP: LoopSpec = REMITTANCE.root.loops.find(({ id }) => id === '2100') ?? REMITTANCE.root;

/**
 * Writes 835s, one transaction set per remittance. What the payer computes must add up before it is written:
 * `remittanceImbalances` says where it does not.
 */
export class RemittanceWriter {
	private readonly writer: X12Writer;
	private isOpen = false;

	constructor(options: InterchangeOptions) {
		this.writer = new X12Writer(options);
	}

	write(remittance: Remittance): string {
		if (!this.isOpen) this.writer.group('HP', VERSION);
		this.isOpen = true;
		this.writer.begin();
		this.writer.transaction('835', undefined);
		const tell = this.tellerOf(remittance);
		for (const segment of headerSegments(remittance, tell)) this.writer.put(segment);
		const { claims } = remittance;
		const told = groupsToldOf(remittance);
		claims.forEach((claim, at) => {
			const group = told.get(at + 1);
			if (at === 0 || group || claim.header_number !== claims[at - 1]?.header_number) {
				this.writer.put(out('LX', claim.header_number ?? '1'));
				for (const segment of group ?? []) this.writer.put(segment);
			}
			this.writeClaim(claim, tell);
		});
		for (const segment of summarySegments(remittance)) this.writer.put(segment);
		return this.writer.take();
	}

	end(): string {
		this.writer.close();
		return this.writer.take();
	}

	/** What an X12 file left out itself stands as it stood. */
	private tellerOf({ source }: Remittance): GuideTeller {
		return source?.format.startsWith('x12') ? {} : { missing: (missing) => this.writer.tellMissing(missing) };
	}

	private writeClaim(claim: RemittanceClaim, tell: GuideTeller): void {
		this.writer.about(claim.claim_id);
		for (const segment of claimSegments(claim, tell)) this.writer.put(segment);
		this.writer.about(undefined);
	}
}

/** What a payer says of a whole group of claims (TS3, TS2), by the place of the first of them. */
function groupsToldOf({ source }: Remittance): Map<number, OutSegment[]> {
	const groups = new Map<number, OutSegment[]>();
	for (const { path, value } of source?.extras ?? []) {
		const [, place, id] = /^ST\/2000\[(\d+)\]\/(\w+)$/.exec(path) ?? [];
		if (!id || !Array.isArray(value)) continue;
		const group = groups.get(Number(place)) ?? [];
		group.push(out(id, ...value));
		groups.set(Number(place), group);
	}
	return groups;
}

/** An 835 of the remittances given, piece by piece. */
export async function* writeRemittances(
	remittances: Iterable<Remittance> | AsyncIterable<Remittance>,
	options: InterchangeOptions,
): AsyncGenerator<string> {
	const writer = new RemittanceWriter(options);
	for await (const remittance of remittances) yield writer.write(remittance);
	yield writer.end();
}

/** A whole 835 of one remittance. */
export function writeRemittance(remittance: Remittance, options: InterchangeOptions): string {
	const writer = new RemittanceWriter(options);
	return writer.write(remittance) + writer.end();
}

function keepAll(tree: LoopTree, extras: readonly Extra[] | undefined, prefix: string): void {
	for (const extra of extras ?? []) if (extra.path.startsWith(prefix)) tree.keep(extra);
}

function headerSegments(
	{ payment, payer, payee, production_date, currency, source }: Remittance,
	tell: GuideTeller,
): OutSegment[] {
	const tree = new LoopTree(REMITTANCE.root, tell);
	const { method, trace_number } = payment;
	if (!method || !trace_number)
		throw new RangeError('an 835 says how it is paid and under which number: this remittance does not');
	if (!payment.payer_identifier) tell.missing?.({ loop: 'ST', segment_id: 'TRN', element: 3 });
	const isDebit = payment.amount.startsWith('-');
	const begin: OutElement[] = [
		// Notice of no payment, which NON is for; else the payment comes by another way.
		payment.handling_code ?? (method === 'none' ? 'H' : 'I'),
		isDebit ? payment.amount.slice(1) : payment.amount,
		isDebit ? 'D' : 'C',
		PAYMENT_METHODS.code(method),
	];
	begin[15] = payment.date && writeDate(payment.date);
	tree.add('ST', [
		out('BPR', ...begin),
		out('TRN', '1', trace_number, payment.payer_identifier),
		currency === 'USD' ? undefined : out('CUR', 'PR', currency),
		production_date ? out('DTM', '405', writeDate(production_date)) : undefined,
	]);
	tree.add('ST/1000A', [
		out('N1', 'PR', payer.name, payer.id && 'XV', payer.id),
		...addressSegments(payer.address),
		...identifierSegments(payer.identifiers),
		...payerContacts(payer.contacts),
	]);
	const { npi, tax_id, identifiers = [] } = payee;
	const own = npi ? undefined : identifiers.find(({ qualifier }) => PAYEE_NUMBERS.has(qualifier));
	const number = npi ? ['XX', npi] : own ? [own.qualifier, own.value] : tax_id ? ['FI', tax_id] : [];
	tree.add('ST/1000B', [
		out('N1', 'PE', payee.name ?? payee.last_name, ...number),
		...addressSegments(payee.address),
		(npi || own) && tax_id ? out('REF', 'TJ', tax_id) : undefined,
		...identifierSegments(identifiers.filter((identifier) => identifier !== own)),
	]);
	keepAll(
		tree,
		source?.extras?.filter(({ path }) => !/^ST\/(2000|SUMMARY)/.test(path)),
		'ST/',
	);
	return [...tree.segments()];
}

const payerContacts = (contacts: Remittance['payer']['contacts'] = []): OutSegment[] =>
	runsOf(contacts, ({ role = 'technical' }) => role).flatMap((run) =>
		contactSegments(
			run.map(({ role: _, ...contact }) => contact),
			CONTACT_ROLES.code(run[0]?.role ?? 'technical'),
		),
	);

const person = (role: string, who: RemittancePerson | undefined): OutSegment | undefined =>
	who && nameSegment(role, who, 'MI', who.member_id);

function claimSegments(claim: RemittanceClaim, tell: GuideTeller): OutSegment[] {
	const tree = new LoopTree(CLAIM_LOOP, tell);
	tree.add('2100', [
		claimPayment(claim),
		...adjustmentSegments(claim.adjustments),
		person('QC', claim.patient),
		person('IL', claim.insured),
		person('74', claim.corrected_insured),
		claim.rendering_provider && providerName('82', claim.rendering_provider),
		person('TT', claim.crossover_payer),
		claimRemarks(remarksLeft(claim)),
		...identifierSegments(claim.identifiers),
		...Object.entries({
			'050': claim.received_date,
			'232': claim.statement_from,
			'233': claim.statement_through,
		}).map(([qualifier, date]) => (date ? out('DTM', qualifier, writeDate(date)) : undefined)),
		...(claim.amounts ?? []).map(({ qualifier, amount }) => out('AMT', qualifier, amount)),
	]);
	claim.lines.forEach((line, at) => {
		tree.add(`2100/2110[${at + 1}]`, lineSegments(line));
	});
	keepAll(tree, claim.extras, '2100/');
	return [...tree.segments()];
}

function claimPayment(claim: RemittanceClaim): OutSegment {
	return out(
		'CLP',
		claim.claim_id,
		claim.status_code,
		claim.charge,
		claim.paid,
		claim.patient_responsibility,
		claim.filing_code,
		claim.payer_claim_number,
		claim.facility_type,
		claim.frequency_code,
		undefined,
		claim.drg,
		claim.drg_weight,
	);
}

/** Remarks that do not stand in a MIA or MOA that was kept whole. */
function remarksLeft({ remarks, extras = [] }: RemittanceClaim): readonly string[] {
	const kept = extras.filter(({ path }) => /^2100\/M[IO]A$/.test(path)).flatMap(({ value }) => value);
	return remarks.filter((remark) => !kept.includes(remark));
}

const claimRemarks = (remarks: readonly string[]): OutSegment | undefined =>
	remarks.length > 0 ? out('MOA', undefined, undefined, ...remarks.slice(0, REMARKS_PER_CLAIM)) : undefined;

function lineSegments(line: RemittanceLine): (OutSegment | undefined)[] {
	const { service_date, service_date_end } = line;
	const isPeriod = service_date && service_date_end;
	return [
		servicePayment(line),
		service_date ? out('DTM', isPeriod ? '150' : '472', writeDate(service_date)) : undefined,
		service_date_end ? out('DTM', '151', writeDate(service_date_end)) : undefined,
		...adjustmentSegments(line.adjustments),
		line.control_number ? out('REF', '6R', line.control_number) : undefined,
		...identifierSegments(line.identifiers),
		line.allowed === undefined ? undefined : out('AMT', 'B6', line.allowed),
		...(line.amounts ?? []).map(({ qualifier, amount }) => out('AMT', qualifier, amount)),
		...line.remarks.map((remark) => out('LQ', 'HE', remark)),
	];
}

/** A line without a procedure is known by its revenue code, which then stands in the procedure's place. */
function servicePayment(line: RemittanceLine): OutSegment {
	const isRevenue = line.code_system === 'revenue';
	return out(
		'SVC',
		isRevenue ? ['NU', line.revenue_code] : writeProcedure(line),
		line.charge,
		line.paid,
		isRevenue ? undefined : line.revenue_code,
		line.units,
		line.submitted_procedure && writeProcedure(line.submitted_procedure),
		line.submitted_units,
	);
}

/** The end of the transaction set: what is adjusted for a provider, and what could not be read of that. */
function* summarySegments({ provider_adjustments, source }: Remittance): Generator<OutSegment> {
	yield* providerAdjustments(provider_adjustments);
	for (const { path, value } of source?.extras ?? [])
		if (path === 'ST/SUMMARY/PLB' && Array.isArray(value)) yield out('PLB', ...value);
}

/** PLB: adjustments of one provider and period together, up to six in a segment. */
function providerAdjustments(adjustments: readonly ProviderAdjustment[]): OutSegment[] {
	const segments: OutSegment[] = [];
	for (const run of runsOf(
		adjustments,
		({ provider_id, fiscal_period_end }) => `${provider_id} ${fiscal_period_end}`,
	)) {
		for (let at = 0; at < run.length; at += ADJUSTMENTS_PER_PLB) {
			const some = run.slice(at, at + ADJUSTMENTS_PER_PLB);
			const pairs = some.flatMap(({ reason, reference, amount }): OutElement[] => [
				[reason, reference],
				amount,
			]);
			const [first] = some;
			if (first) segments.push(out('PLB', first.provider_id, writeDate(first.fiscal_period_end), ...pairs));
		}
	}
	return segments;
}

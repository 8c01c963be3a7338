import type { ClaimSource, Person, Refusal } from '../../claim';
import { REFUSAL_REASONS } from '../codes/inquiry-codes';
import { RELATIONSHIPS } from '../codes/person-codes';
import type { TreeLoop } from '../read/tree';
import { payerOf, personOf, present, providerOf } from '../read/tree-parties';
import { packCode } from '../segment';

/** Loops of the ids given, each with everything it stands under. */
export function* branches(root: TreeLoop, ids: readonly string[]): Generator<TreeLoop> {
	for (const inner of root.loops) {
		if (ids.includes(inner.id)) yield inner;
		yield* branches(inner, ids);
	}
}

export function above(loop: TreeLoop, id: string): TreeLoop | undefined {
	for (let at: TreeLoop | undefined = loop; at; at = at.parent) if (at.id === id) return at;
	return undefined;
}

/** HL of every level: the number of its parent must be that of the level it stands under. */
export function checkLevels(root: TreeLoop): void {
	for (const inner of root.loops) {
		const hl = inner.first('HL');
		const own = inner.parent?.first('HL')?.at(1);
		hl?.at(1);
		hl?.at(3);
		hl?.at(4);
		if (hl && hl.at(2) !== own) hl.fault('HIERARCHY', 2);
		checkLevels(inner);
	}
}

/** HL01 is of one level alone, and a level that says that it has no others under it (HL04) has none. */
export function judgeLevels(root: TreeLoop): void {
	const numbers = new Set<string>();
	const judge = (loop: TreeLoop): void => {
		const hl = hlOf(loop);
		const own = hl?.peek(1);
		if (own && numbers.has(own)) hl?.fault('HIERARCHY', 1);
		if (own) numbers.add(own);
		if (hl?.peek(4) === '0' && loop.loops.some(hlOf)) hl.fault('HIERARCHY', 4);
		loop.loops.forEach(judge);
	};
	judge(root);
}

const hlOf = ({ segments }: TreeLoop) => segments.find(({ id }) => id === 'HL');

/** Of a question about nobody: the first of these loops, from the top down, that is not there. */
export function tellFirstMissing(root: TreeLoop, ids: readonly string[]): void {
	let over = root;
	for (const id of ids) {
		const [level] = branches(root, [id]);
		if (!level) {
			(over.first('HL') ?? over.segments.at(-1))?.lacks(id, id.startsWith('2000') ? 'HL' : 'TRN');
			return;
		}
		over = level;
	}
}

/** Numbers by which an inquiry and its answer are told to belong together. */
export const tracesOf = (loop: TreeLoop | undefined) =>
	(loop?.all('TRN') ?? []).slice(0, 9).map((trace) => {
		trace.at(1);
		return present({ number: trace.text(2, 50) ?? '0', originator: trace.text(3, 10) });
	});

const ABOUT: Readonly<Record<string, Refusal['about']>> = {
	'2000A': 'payer',
	'2100A': 'payer',
	'2010A': 'payer',
	'2100B': 'provider',
	'2010B': 'provider',
	'2100C': 'subscriber',
	'2010C': 'subscriber',
	'2000C': 'subscriber',
	'2100D': 'patient',
	'2010D': 'patient',
	'2000D': 'patient',
	'2000E': 'request',
	'2010EA': 'request',
};

/** AAA of a loop: what was refused, and why. */
export const refusalsOf = (loop: TreeLoop | undefined): Refusal[] =>
	(loop?.all('AAA') ?? []).map((refusal) => {
		if (!REFUSAL_REASONS.has(refusal.at(3) ?? 'T4')) refusal.fault('CODE_INVALID', 3);
		// Taken all the same.
		const reason = refusal.text(3, 2);
		const follow_up = refusal.text(4, 1);
		return present({
			about: ABOUT[loop?.id ?? ''] ?? 'service',
			reason: reason ?? 'T4',
			follow_up,
			is_valid_request: refusal.is(1, 'Y') || undefined,
		});
	});

/** The dependant's relation to the subscriber, from INS. */
export function relationshipOf(loop: TreeLoop | undefined) {
	const ins = loop?.first('INS');
	const code = ins?.at(2);
	ins?.at(1);
	if (!code) return undefined;
	return RELATIONSHIPS.word(packCode(code)) ?? ins?.fault('CODE_INVALID', 2);
}

export interface PartyLoops {
	readonly payer: TreeLoop | undefined;
	readonly provider: TreeLoop | undefined;
	readonly subscriber: TreeLoop | undefined;
	readonly patient: TreeLoop | undefined;
	readonly root: TreeLoop;
}

/** The parties that every inquiry names, whatever it asks. */
export function partiesOf({ payer, provider, subscriber, patient, root }: PartyLoops) {
	const begin = root.first('BHT');
	begin?.at(1);
	begin?.at(2);
	begin?.at(6);
	const person: Person | undefined = patient && personOf(patient);
	return present({
		payer: payerOf(payer),
		provider: providerOf(provider),
		subscriber: personOf(subscriber, ['6P']),
		group_number: subscriber?.first('REF', '6P')?.text(2, 50),
		patient: person,
		relationship: relationshipOf(patient),
		reference: begin?.text(3, 50),
		submitted_at: momentOf(begin?.date(4), clock(begin?.at(5))),
	});
}

const momentOf = (day: string | undefined, time: string | undefined) =>
	day && time ? `${day}T${time}` : day;

const clock = (time: string | undefined) =>
	time && /^\d{4}/.test(time) ? `${time.slice(0, 2)}:${time.slice(2, 4)}` : undefined;

/** Where an inquiry stood, with what no field took of it and of the levels above it. */
export function sourceOf(
	source: ClaimSource,
	{ loop, position }: { loop: TreeLoop; position: number },
): ClaimSource {
	const extras = [...loop.leftovers()];
	for (let at = loop.parent; at; at = at.parent) extras.unshift(...at.aroundLevels(loop.id));
	const segment = loop.segments[0]?.number;
	return {
		...source,
		position,
		segment: segment ?? source.segment,
		...(extras.length > 0 ? { extras: extras.slice(0, 20_000) } : {}),
	};
}

import type { PrimaryDecision, PrimaryFigures } from '@claims-askes/engine';
import { larger, type Minor, smaller, subtract, sum, ZERO } from '@claims-askes/kernel/money';
import type { CanonicalClaim, OtherPayer } from '@claims-askes/sdk/claim';
import { type ReadMoney, readIfGiven } from './money-reader';

type Adjustments = OtherPayer['adjustments'];

/** What the payers before us decided, by line where they said so by line; undefined where none has decided yet. */
export function primaryOf(claim: CanonicalClaim, read: ReadMoney): PrimaryDecision | undefined {
	if (claim.other_payers.length === 0) return undefined;
	const earlier = claim.other_payers.filter(hasDecided);
	if (earlier.length === 0) return undefined;
	const byLine = linesOf(claim, earlier, read);
	return byLine ? { lines: byLine } : { claim: claimFigures(claim, earlier, read) };
}

const hasDecided = ({ paid, lines, adjustments }: OtherPayer): boolean =>
	paid !== undefined || lines.length > 0 || adjustments.length > 0;

/** Only where every line was decided: a line without figures would look as if nobody had decided it. */
function linesOf(
	claim: CanonicalClaim,
	payers: readonly OtherPayer[],
	read: ReadMoney,
): Record<string, PrimaryFigures> | undefined {
	const figures = claim.lines.map(({ number, charge }) => {
		const decided = payers.flatMap(({ lines }) => lines.filter((line) => line.number === number));
		if (decided.length === 0) return undefined;
		const last = decided.at(-1);
		const adjustments = decided.flatMap((line) => line.adjustments);
		return figuresOf(read(charge), {
			paid: sum(decided.map(({ paid }) => notNegative(read(paid)))),
			left: readIfGiven(read, last?.patient_responsibility) ?? sumOf('PR', last?.adjustments ?? [], read),
			writtenOff: sumOf('CO', adjustments, read),
		});
	});
	if (figures.some((figure) => figure === undefined)) return undefined;
	return Object.fromEntries(
		claim.lines.flatMap(({ number }, at) => (figures[at] ? [[number, figures[at]]] : [])),
	);
}

function claimFigures(claim: CanonicalClaim, payers: readonly OtherPayer[], read: ReadMoney): PrimaryFigures {
	const billed = read(claim.total_charge);
	const adjustments = payers.flatMap((payer) => [
		...payer.adjustments,
		...payer.lines.flatMap((line) => line.adjustments),
	]);
	const paid = sum(payers.map((payer) => notNegative(readIfGiven(read, payer.paid) ?? ZERO)));
	const writtenOff = sumOf('CO', adjustments, read);
	const last = payers.at(-1);
	const said = readIfGiven(read, last?.patient_responsibility);
	const adjusted = sumOf(
		'PR',
		[...(last?.adjustments ?? []), ...(last?.lines.flatMap((line) => line.adjustments) ?? [])],
		read,
	);
	const left =
		said ?? (adjusted > ZERO ? adjusted : subtract(billed, smaller(billed, (paid + writtenOff) as Minor)));
	return figuresOf(billed, { paid, left, writtenOff });
}

/** Fits the figures together, as payers round and leave out: paid + left ≤ allowed ≤ obliged ≤ billed. */
function figuresOf(
	billed: Minor,
	{ paid, left, writtenOff }: { paid: Minor; left: Minor; writtenOff: Minor },
): PrimaryFigures {
	const held = smaller(paid, billed);
	const owed = smaller(left, subtract(billed, held));
	const allowed = (held + owed) as Minor;
	return {
		paid: held,
		left: owed,
		allowed,
		obliged: larger(allowed, subtract(billed, smaller(billed, writtenOff))),
	};
}

const sumOf = (group: string, adjustments: Adjustments, read: ReadMoney): Minor =>
	notNegative(sum(adjustments.filter((found) => found.group === group).map(({ amount }) => read(amount))));

const notNegative = (amount: Minor): Minor => larger(amount, ZERO);

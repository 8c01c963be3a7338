import type { ExplainedLine, ExplainedStep, Explanation } from './explanation';
import { isCount } from './movement-words';
import type { PageMoney } from './page-money';

type Seen = Readonly<Record<string, unknown>>;

/** What had been used of the line's own balance that begins so; null where there is none or, as over two years, several. */
type UsedOf = (beginning: RegExp) => number | null;

/**
 * The steps, with what was left of each ceiling when they looked at it: `left`, by what the ceiling is called. Of a claim that
 * is held nothing has moved yet, and so nobody can say what its earlier lines leave.
 */
export function withWhatWasLeft(explanation: Explanation, money: PageMoney): readonly ExplainedStep[] {
	if (explanation.decision.outcome === 'pended') return explanation.steps;
	return explanation.steps.map((step) => {
		const look = LOOKS[step.rule];
		if (!look || step.saw === null || step.line === null) return step;
		const usedOf = usedBefore(step, explanation, money);
		const withLeft = (seen: Seen): Seen => ({ ...seen, left: look(seen, usedOf) });
		const { found } = step.saw;
		return {
			...step,
			saw: Array.isArray(found) ? { ...step.saw, found: found.map(withLeft) } : withLeft(step.saw),
		};
	});
}

/** Before a line come the claims before and the lines of an earlier day or number. */
function usedBefore(
	step: ExplainedStep,
	{ decision, balances, movements }: Explanation,
	money: PageMoney,
): UsedOf {
	const number = step.line;
	const line = decision.lines.find((one) => one.number === number);
	const isEarlier = (one: ExplainedLine): boolean =>
		line !== undefined &&
		(one.service_date < line.service_date ||
			(one.service_date === line.service_date && one.number < line.number));
	const earlier = new Set(decision.lines.filter(isEarlier).map((one) => one.number));
	const isOwn = line ? ownBalances(line, { decision, movements }) : () => false;
	const isOver = foundNothingLeft(step, money);
	return (beginning) => {
		const known = balances.filter(({ key }) => beginning.test(key));
		const own = known.filter(({ key }) => isOwn(key));
		// A line that got nothing of a ceiling has looked at a balance that was used, and this is the only one of a year.
		const found = own.length === 0 && isOver && known.every(({ key }) => isOfYear(key)) ? known : own;
		const [only] = found;
		if (!only || found.length > 1) return null;
		const read = isCount(only.key) ? Number : money.read;
		const moved = movements.filter(({ key, line: of }) => key === only.key && earlier.has(of));
		return moved.reduce((total, { amount }) => total + read(amount), read(only.used));
	};
}

/**
 * Whether a balance is of the line's own day or year, as far as that is certain: one of which nothing was used is not among
 * the balances, and that of another line's day would be told in its place.
 */
function ownBalances(
	{ number, service_date: date, units }: ExplainedLine,
	{ decision, movements }: Pick<Explanation, 'decision' | 'movements'>,
): (key: string) => boolean {
	const dates = new Map(decision.lines.map((one) => [one.number, one.service_date]));
	const isOneDay = new Set(dates.values()).size === 1;
	return (key) => {
		const period = key.slice(key.lastIndexOf('|') + 1);
		// Several units may be of several days.
		if (/^\d{4}-\d\d-\d\d(@|$)/.test(period)) return units === 1 && period.startsWith(date);
		const movedBy = movements.filter((one) => one.key === key).map(({ line }) => line);
		if (!isOfYear(key) || isOneDay || movedBy.includes(number)) return true;
		return movedBy.some((line) => isSameYear(date, dates.get(line) ?? '', period));
	};
}

const isOfYear = (key: string): boolean => /\|\d{4}$/.test(key);

/** A deductible that took nothing of what arrived, a limit or pool that let nothing of it pass. */
function foundNothingLeft({ rule, before, after }: ExplainedStep, money: PageMoney): boolean {
	if (before === null || after === null || money.read(before) === 0) return false;
	return rule === 'S5' ? before === after : money.read(after) === 0;
}

/** Whether a date is surely in a plan year, named after the year in which it began, that another date is in. */
function isSameYear(date: string, other: string, year: string): boolean {
	if (date === other) return true;
	return date.startsWith(year) ? other < date : other > date && Number(date.slice(0, 4)) === Number(year) + 1;
}

const LOOKS: Readonly<Record<string, (seen: Seen, usedOf: UsedOf) => Seen>> = {
	S4: (seen, usedOf) =>
		// Two years are two balances; of a split amount each service has its own.
		seen.per === 'two_years' || seen.part !== undefined
			? {}
			: {
					amount: leftOf(seen.amount, usedOf(beginning('limit', seen.id, ':amount'))),
					count: leftOf(seen.count, usedOf(beginning('limit', seen.id, ':count'))),
				},
	S5: ({ most }, usedOf) =>
		Object.fromEntries(
			Object.entries((most ?? {}) as Seen).map(([scope, ceiling]) => [
				scope,
				leftOf(ceiling, usedOf(new RegExp(`^deductible\\.\\w+\\|${scope}:`))),
			]),
		),
	S9: (seen, usedOf) => ({
		amount: leftOf(seen.amount, usedOf(beginning('pool', seen.id))),
	}),
};

const beginning = (kind: string, id: unknown, suffix = ''): RegExp =>
	new RegExp(`^${RegExp.escape(`${kind}:${id}${suffix}|`)}`);

const leftOf = (ceiling: unknown, used: number | null): number | undefined =>
	typeof ceiling !== 'number' || used === null ? undefined : Math.max(0, ceiling - used);

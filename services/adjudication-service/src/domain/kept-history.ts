import type { CalendarDate, HistoryLine, Minor, Stay } from '@claims-askes/engine';
import type { PastLine } from './histories';

/** What a decision leaves behind for later claims of its member, as it is kept with the decision. */
export interface KeptHistory {
	/** A provider's id; of one whom nobody knows, a number. */
	readonly provider: string;
	readonly case: string;
	readonly stay?: { readonly [Key in keyof Stay]: Stay[Key] | null } | null;
	/** The principal one. */
	readonly diagnosis?: string | null;
	readonly lines: readonly KeptLine[];
}

type KeptLine = readonly [
	number: number,
	code: string,
	modifiers: readonly string[],
	from: CalendarDate,
	to: CalendarDate | null,
	units: number,
	billed: Minor,
	benefit: string | null,
	outcome: HistoryLine['outcome'],
	last: CalendarDate,
	/** Those that used no count; left out where there are none. */
	cutDays?: readonly CalendarDate[] | null,
	/** Those of which some limits used a count, by each that used none; left out where there are none. */
	cutDaysOf?: HistoryLine['cut_days_of'],
];

/** All lines of one claim; null where it leaves none. */
export function keptHistory(lines: readonly PastLine[]): KeptHistory | null {
	const [first] = lines;
	if (!first) return null;
	const { provider_id, case_id, claim_id, stay, diagnosis } = first.line;
	return {
		provider: provider_id,
		case: case_id ?? claim_id,
		...(stay && { stay }),
		...(diagnosis && { diagnosis }),
		lines: lines.map(({ line, last }) => [
			line.n,
			line.code,
			line.modifiers ?? [],
			line.from,
			line.to ?? null,
			line.units ?? 1,
			line.billed,
			line.benefit ?? null,
			line.outcome,
			last,
			...cutDaysKept(line),
		]),
	};
}

function cutDaysKept({ cut_days, cut_days_of }: HistoryLine) {
	if (cut_days_of) return [cut_days ?? null, cut_days_of] as const;
	return cut_days ? ([cut_days] as const) : ([] as const);
}

/** The lines that a claim of this member left behind. */
export function linesOf(claimId: string, memberId: string, kept: KeptHistory): PastLine[] {
	const stay = kept.stay ? { ...kept.stay, class: kept.stay.class ?? undefined } : undefined;
	return kept.lines.map(([n, code, modifiers, from, to, units, billed, benefit, outcome, last, ...cut]) => ({
		line: {
			claim_id: claimId,
			n,
			member_id: memberId,
			provider_id: kept.provider,
			from,
			to: to ?? undefined,
			code,
			modifiers,
			units,
			billed,
			benefit: benefit ?? undefined,
			outcome,
			case_id: kept.case,
			stay: stay as Stay | undefined,
			diagnosis: kept.diagnosis ?? undefined,
			...(cut[0] && { cut_days: cut[0] }),
			...(cut[1] && { cut_days_of: cut[1] }),
			voided: false,
		},
		last,
	}));
}

/** The latest day on which any of the lines may matter to a later claim. */
export const lastDayOf = (lines: readonly PastLine[]): CalendarDate | null =>
	lines.reduce<CalendarDate | null>(
		(latest, { last }) => (latest === null || last > latest ? last : latest),
		null,
	);

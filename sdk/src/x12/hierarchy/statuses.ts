import type { ClaimStatus } from '../../claim';
import type { TreeLoop, TreeSegment } from '../read/tree';
import { present } from '../read/tree-parties';
import { procedureOf } from '../read/tree-procedures';

/** What a 276, a 277 and a 277CA say alike of a claim and its lines. */

export function periodOf(loop: TreeLoop) {
	const date = loop.first('DTP', '472', '434', '232');
	return date?.period(3) ?? {};
}

export function serviceOf(line: TreeLoop, decimals: number) {
	const svc = line.first('SVC');
	const { code, code_system, modifiers } = procedureOf(svc, 1);
	const isRevenue = code_system === 'revenue';
	const { from, through } = periodOf(line);
	return present({
		procedure_code: isRevenue ? undefined : code,
		revenue_code: isRevenue ? code : svc?.text(4, 48),
		code_system,
		modifiers,
		charge: svc?.charge(2, decimals) ?? '0.00',
		units: svc?.quantity(7) ?? svc?.quantity(5),
		service_date: from,
		service_date_end: through,
		control_number: line.first('REF', 'FJ')?.text(2, 50),
	});
}

export function statusesOf(loop: TreeLoop, decimals: number): ClaimStatus[] {
	return loop
		.all('STC')
		.flatMap((stc) => [1, 10, 11].flatMap((element) => statusOf(stc, { element, decimals }) ?? []));
}

/** STC says up to three statuses; date and amounts stand once and belong to the first. */
function statusOf(
	stc: TreeSegment,
	{ element, decimals }: { element: number; decimals: number },
): ClaimStatus | undefined {
	const [category, status, entity, code_list] = stc.parts(element, 4, 4, 3, 3);
	if (!category || !status) return undefined;
	if (element > 1) return present({ category, status, entity, code_list });
	return present({
		category,
		status,
		entity,
		code_list,
		date: stc.date(2),
		charge: stc.amount(4, decimals),
		paid: stc.amount(5, decimals),
		paid_date: stc.date(6),
		payment_method: stc.text(7, 3),
		trace_number: stc.text(9, 50),
		action: stc.text(3, 2),
		message: stc.text(12, 264),
	});
}

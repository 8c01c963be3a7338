import { writeDay } from './calendar';
import type { X12ProblemCode } from './problem';
import type { Segment } from './segment';

type Tell = (code: X12ProblemCode, element: number) => void;

/** Elements of the ISA whose form the controls fix, whatever the partners agreed on. */
const FORMS: readonly (readonly [element: number, code: X12ProblemCode, form: RegExp])[] = [
	[1, 'CODE_INVALID', /^0[0-8]$/],
	[3, 'CODE_INVALID', /^0[01]$/],
	[5, 'CODE_INVALID', /^[0-9A-Z]{2}$/],
	[6, 'ELEMENT_MISSING', /\S/],
	[7, 'CODE_INVALID', /^[0-9A-Z]{2}$/],
	[8, 'ELEMENT_MISSING', /\S/],
	[10, 'TIME_INVALID', /^([01]\d|2[0-3])[0-5]\d$/],
	[12, 'CODE_INVALID', /^\d{5}$/],
	[13, 'NUMBER_INVALID', /^\d{1,9}$/],
	[14, 'CODE_INVALID', /^[01]$/],
	[15, 'CODE_INVALID', /^[IPT]$/],
];
const DATE = 9;

/** Holds the header of an interchange against what every receiver asks of it; a TA1 tells it back element by element. */
export function checkHeader(segment: Segment, tell: Tell): void {
	for (const [element, code, form] of FORMS)
		if (!form.test(segment.string(element, 40) ?? '')) tell(code, element);
	const date = segment.string(DATE, 8) ?? '';
	if (!/^\d{6}$/.test(date) || !writeDay(Number(`20${date}`))) tell('DATE_INVALID', DATE);
}

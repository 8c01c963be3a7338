import { writeDay } from '../calendar';
import type { X12ProblemCode } from '../problem';
import type { SyntaxNote } from '../schema/syntax-notes';
import type { Segment } from '../segment';
import type { ClosedValue, ValueRules } from './value-rules';

type Report = (code: X12ProblemCode, element: number, component?: number) => void;

/**
 * Holds the values of a segment against its guide: codes that are closed, days that the calendar has, elements that
 * others of the segment call for (SNIP 1, 2 and, of situations that the segment itself tells, 4).
 */
export function checkValues(rules: ValueRules, segment: Segment, report: Report): void {
	for (const closed of rules.closed) checkClosed(closed, segment, report);
	for (const n of rules.days)
		if (segment.isDigits(n, 8) && !isDay(textOf(segment, n))) report('DATE_INVALID', n);
	for (const n of rules.formats) {
		const isInForm = FORMS[textOf(segment, n)];
		if (isInForm && segment.has(n + 1) && !isInForm(textOf(segment, n + 1))) report('DATE_INVALID', n + 1);
	}
	for (const { element, codes, requires } of rules.situations)
		if (codes.has(textOf(segment, element)))
			for (const n of requires) if (!segment.has(n)) report('ELEMENT_CALLED_FOR', n);
	for (const note of rules.notes) checkNote(note, segment, report);
}

function checkClosed({ element, part, codes }: ClosedValue, segment: Segment, report: Report): void {
	if (part === 0) {
		const value = textOf(segment, element);
		if (value !== '' && !codes.has(value)) report('CODE_INVALID', element);
	} else if (segment.openParts(element) > 0 && segment.hasPart(part) && !codes.has(segment.measured()))
		report('CODE_INVALID', element, part);
}

function checkNote({ relation, elements }: SyntaxNote, segment: Segment, report: Report): void {
	const [first = 0, ...others] = elements;
	const said = elements.filter((n) => segment.has(n));
	const hasFirst = said[0] === first;
	const lacksAll = (wanted: readonly number[]) => !wanted.some((n) => said.includes(n));
	switch (relation) {
		case 'P':
			if (said.length > 0) tellLacking(elements);
			break;
		case 'C':
			if (hasFirst) tellLacking(others);
			break;
		case 'R':
			if (lacksAll(elements)) report('ELEMENT_CALLED_FOR', first);
			break;
		case 'L':
			if (hasFirst && lacksAll(others)) report('ELEMENT_CALLED_FOR', others[0] ?? first);
			break;
		case 'E':
			if (said.length > 1) report('ELEMENT_EXCLUDED', said[1] ?? first);
	}
	function tellLacking(wanted: readonly number[]): void {
		for (const n of wanted) if (!said.includes(n)) report('ELEMENT_CALLED_FOR', n);
	}
}

/** The element without blanks at its ends; '' where it says nothing. */
const textOf = (segment: Segment, n: number): string => (segment.measure(n) > 0 ? segment.measured() : '');

const isDay = (text: string) => /^\d{8}$/.test(text) && writeDay(Number(text)) !== undefined;

/** Date time period format qualifiers; what has another form is not judged. */
const FORMS: Readonly<Record<string, (text: string) => boolean>> = {
	D8: isDay,
	RD8: (text) => {
		const [from = '', through = '', ...rest] = text.split('-');
		return rest.length === 0 && isDay(from) && isDay(through);
	},
	DT: (text) => isDay(text.slice(0, 8)) && /^([01]\d|2[0-3])[0-5]\d$/.test(text.slice(8)),
};

import type { Remittance } from '../../claim';
import { remittanceImbalances } from '../../claim/remittance-balance';
import type { ByteSource } from '../byte-stream';
import { LoopMap } from '../loops';
import { X12_PROBLEMS, type X12Problem } from '../problem';
import type { DocumentKind, DocumentReading, ReadDocumentsOptions } from '../read/document-reader';
import { readDocuments } from '../read/read-documents';
import { REMITTANCE } from '../schema/835';
import { isOfGuide } from '../schema/loop-spec';
import { packCode } from '../segment';
import { RemittanceAssembly, type SumPlace } from './remittance-assembly';
import { REMITTANCE_READINGS } from './remittance-readings';

export type RemittanceReading = DocumentReading<Remittance>;

/** Fifty for each of the ten thousand claims that the guide lets one payment have. */
const MOST_SEGMENTS = 500_000;

let map: LoopMap<RemittanceAssembly> | undefined;

const remittances = (currency: string): DocumentKind<RemittanceAssembly, Remittance> => ({
	transactions: ['835'],
	mapOf: ({ version }) => {
		if (/^00[123]/.test(version)) return undefined;
		map ??= new LoopMap(REMITTANCE.root, REMITTANCE_READINGS);
		return map;
	},
	isOfGuide: ({ version }) => isOfGuide(REMITTANCE, version),
	composites: new Map([[packCode('SVC'), { element: 1, shape: /^[A-Z]{2}([^\w\s])[A-Z0-9]{3,}/ }]]),
	mostSegments: MOST_SEGMENTS,
	begin: (source, report) => {
		const assembly = new RemittanceAssembly(currency, report);
		assembly.remittance.source = source;
		return assembly;
	},
	finish,
});

/** Remittances of an 835, one for each transaction set, that is for each payment to a payee. */
export const readRemittances = (
	source: ByteSource,
	options: ReadDocumentsOptions = {},
): AsyncGenerator<RemittanceReading> =>
	readDocuments(remittances(options.currency ?? 'USD'), source, options);

type Lack = NonNullable<X12Problem['missing']>;

function finish(assembly: RemittanceAssembly): readonly Remittance[] {
	const { remittance, extras, report } = assembly;
	const start: SumPlace = {
		segment: remittance.source?.segment ?? 1,
		segment_id: 'ST',
		transaction_segment: 1,
	};
	const lacks = (missing: Lack, level: X12Problem['level'] = 'error'): void => {
		const code = missing.loop ? 'LOOP_MISSING' : 'SEGMENT_MISSING';
		const message = `${X12_PROBLEMS[code]}: ${missing.loop ?? missing.segment}`;
		report({ ...start, code, level, message, loop: missing.loop, missing });
	};
	if (remittance.payment.amount === '') lacks({ segment: 'BPR' });
	else if (remittance.payment.trace_number === '') lacks({ segment: 'TRN' });
	else if (remittance.claims.every(({ charge, paid }) => charge !== '' && paid !== ''))
		reportImbalances(assembly, start);
	if (!assembly.hasPayer) lacks({ segment: 'N1', loop: '1000A' }, 'warning');
	if (!assembly.hasPayee) lacks({ segment: 'N1', loop: '1000B' });
	if (extras.length > 0 && remittance.source) remittance.source.extras = extras;
	return [remittance];
}

function reportImbalances({ remittance, places, report }: RemittanceAssembly, start: SumPlace): void {
	const { claims, payment } = remittance;
	const hasAllLines = claims.every(({ lines }) =>
		lines.every(({ charge, paid }) => charge !== '' && paid !== ''),
	);
	if (!hasAllLines) return;
	for (const { claim = 0, line = 0, expected, actual } of remittanceImbalances(remittance)) {
		const paid = claims[claim - 1]?.lines[line - 1] ?? claims[claim - 1] ?? payment;
		const named = line ? `claim ${claim}, line ${line}` : claim ? `claim ${claim}` : 'the payment';
		report({
			...(places.get(paid) ?? start),
			code: 'BALANCE',
			level: 'warning',
			message: `${X12_PROBLEMS.BALANCE}: ${named} comes to ${expected} and says ${actual}`,
		});
	}
}

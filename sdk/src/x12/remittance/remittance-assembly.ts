import type {
	Extra,
	Provider,
	ProviderAdjustment,
	Remittance,
	RemittanceClaim,
	RemittanceLine,
} from '../../claim';
import { currencyDecimals } from '../../claim/currency';
import type { LoopPlace } from '../loops';
import type { X12Problem } from '../problem';
import type { Addressed, Contacted, Identified, PartyHolder } from '../read/parties';
import type { Segment } from '../segment';

/** Where a sum was written, to be told of when it turns out wrong. */
export type SumPlace = Pick<
	X12Problem,
	'segment' | 'segment_id' | 'transaction_segment' | 'loop' | 'element'
>;

type Paid = RemittanceClaim | RemittanceLine | Remittance['payment'];

/** A remittance that is being read. */
export class RemittanceAssembly implements PartyHolder {
	readonly remittance: Remittance;
	readonly extras: Extra[] = [];
	claim: RemittanceClaim | undefined;
	line: RemittanceLine | undefined;
	headerNumber: string | undefined;
	hasPayer = false;
	hasPayee = false;
	decimals: number;
	addressed: Addressed | undefined;
	identified: Identified | undefined;
	contacted: Contacted | undefined;
	provider: Provider | undefined;
	/** Of what each claim, each line and the payment say was paid. */
	readonly places = new Map<Paid, SumPlace>();

	constructor(
		currency: string,
		readonly report: (problem: X12Problem) => void,
	) {
		this.remittance = {
			currency,
			payer: {},
			payee: {},
			payment: { method: 'none', amount: '', trace_number: '' },
			claims: [],
			provider_adjustments: [] as ProviderAdjustment[],
		};
		this.decimals = currencyDecimals(currency);
	}

	sumStands(
		of: Paid,
		{ number, name, transactionNumber }: Segment,
		place: Pick<SumPlace, 'element' | 'loop'>,
	) {
		this.places.set(of, {
			segment: number,
			segment_id: name,
			transaction_segment: transactionNumber,
			...place,
		});
	}

	useCurrency(currency: string): void {
		this.remittance.currency = currency;
		this.decimals = currencyDecimals(currency);
	}

	/**
	 * What a claim has no field for stays with the claim, the rest with the remittance. A group of claims is known by the
	 * first of them: its own number (LX01) may come again.
	 */
	keep(loop: LoopPlace, segment: Segment): void {
		const value = segment.elements();
		const name = Array.isArray(value[0]) ? value[0].join('') : (value[0] ?? '');
		const inner = loop.path.indexOf('2100');
		if (this.claim && inner >= 0) {
			const path = loop.path.slice(inner).replace('2110', `2110[${this.claim.lines.length}]`);
			this.claim.extras ??= [];
			this.claim.extras.push({ path: `${path}/${name}`.slice(0, 200), value: value.slice(1) });
			return;
		}
		const own = loop.isRoot ? loop.path : `ST/${loop.path}`;
		const path = own.replace('/2000', `/2000[${this.remittance.claims.length + 1}]`);
		this.extras.push({ path: `${path}/${name}`.slice(0, 200), value: value.slice(1) });
	}
}

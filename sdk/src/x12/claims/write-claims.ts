import type { CanonicalClaim } from '../../claim';
import type { GuideTeller } from '../write/loop-tree';
import { type InterchangeOptions, X12Writer } from '../write/x12-writer';
import type { ClaimKind } from './claim-assembly';
import { guideFor } from './claim-maps';
import { claimSegments } from './write-claim';
import { billingSegments, headerSegments, patientSegments, subscriberSegments } from './write-levels';

/** How an 837 is written. */
export interface WriteClaimsOptions extends InterchangeOptions {
	/** Claims of one transaction set at most. */
	readonly claimsPerTransaction?: number;
}

const VERSIONS = {
	professional: '005010X222A1',
	institutional: '005010X223A2',
	dental: '005010X224A2',
} as const;
const PREDETERMINATIONS = {
	professional: '005010X291',
	institutional: '005010X292',
	dental: '005010X224A2',
} as const;

/**
 * Writes claims as 837, professional, institutional and dental ones each in a functional group of their own. Claims
 * that follow each other under the same provider and subscriber share those levels, so sorted input is short output.
 */
export class ClaimWriter {
	private readonly writer: X12Writer;
	private readonly most: number;
	private version = '';
	private header = '';
	private billing = '';
	private subscriber = '';
	private inTransaction = 0;
	private levels = 0;
	private billingLevel = 0;
	private subscriberLevel = 0;

	constructor(private readonly options: WriteClaimsOptions) {
		this.writer = new X12Writer(options);
		this.most = options.claimsPerTransaction ?? 5000;
	}

	/** The text that this claim adds to the file. */
	write(claim: CanonicalClaim): string {
		const kind = kindOf(claim);
		const guide = guideFor(kind, false);
		const version = (claim.use === 'predetermination' ? PREDETERMINATIONS : VERSIONS)[kind];
		this.writer.begin(claim.claim_id);
		this.writeHeader(claim, version);
		this.writeBilling(claim);
		this.writeSubscriber(claim);
		const isPatientBeside = claim.patient.relationship !== 'self';
		const tell = this.tellerOf(claim);
		if (isPatientBeside)
			this.put(patientSegments(claim, { level: ++this.levels, parent: this.subscriberLevel, tell }));
		this.put(claimSegments(claim, guide.spec.root, tell));
		this.inTransaction++;
		return this.writer.take();
	}

	/** The trailers of all that is open. */
	end(): string {
		this.writer.close();
		return this.writer.take();
	}

	private writeHeader(claim: CanonicalClaim, version: string): void {
		const tell = this.tellerOf(claim);
		const told: (() => void)[] = [];
		// Of a header that stands already nothing is told again.
		const segments = headerSegments(claim, this.inTransaction, this.options, {
			...(tell.missing ? { missing: (one) => told.push(() => tell.missing?.(one)) } : {}),
			...(tell.leftOut ? { leftOut: (one) => told.push(() => tell.leftOut?.(one)) } : {}),
		});
		const header = JSON.stringify(
			segments.map(({ id, elements }) => (id === 'BHT' ? elements.slice(3) : elements)),
		);
		const isNewGroup = version !== this.version;
		if (!isNewGroup && header === this.header && this.inTransaction < this.most) return;
		if (isNewGroup) this.writer.group('HC', version);
		this.version = version;
		this.header = header;
		this.billing = '';
		this.levels = 0;
		this.inTransaction = 0;
		this.writer.transaction('837', version);
		for (const tellNow of told) tellNow();
		this.put(segments);
	}

	private writeBilling(claim: CanonicalClaim): void {
		const billing = JSON.stringify([
			claim.billing_provider,
			claim.pay_to_address,
			claim.currency,
			keptOf(claim, '2000A'),
		]);
		if (billing === this.billing) return;
		this.billing = billing;
		this.subscriber = '';
		this.billingLevel = ++this.levels;
		this.put(billingSegments(claim, { level: this.billingLevel, tell: this.tellerOf(claim) }));
	}

	/** A claim of the subscriber and one of a dependant may stand under the same subscriber only when it says the same. */
	private writeSubscriber(claim: CanonicalClaim): void {
		const isSelf = claim.patient.relationship === 'self';
		const subscriber = JSON.stringify([
			claim.subscriber,
			claim.payer,
			isSelf,
			isSelf && claim.patient,
			claim.property_casualty_number,
			keptOf(claim, '2000B'),
		]);
		if (subscriber === this.subscriber) return;
		this.subscriber = subscriber;
		this.subscriberLevel = ++this.levels;
		this.put(
			subscriberSegments(claim, {
				level: this.subscriberLevel,
				parent: this.billingLevel,
				tell: this.tellerOf(claim),
			}),
		);
	}

	/**
	 * What an X12 file left out itself stands as it stood, and was told when it was read. What it said by 4010 and 5010 has
	 * no place for would be refused by whoever gets the file.
	 */
	private tellerOf({ source }: CanonicalClaim): GuideTeller {
		const unsaid: GuideTeller['unsaid'] = (left) => this.writer.tellLeftOut(left);
		if (!source.format.startsWith('x12'))
			return { unsaid, missing: (missing) => this.writer.tellMissing(missing) };
		return source.version?.startsWith('004') ? { unsaid, leftOut: unsaid } : { unsaid };
	}

	private put(segments: Iterable<Parameters<X12Writer['put']>[0]>): void {
		for (const segment of segments) this.writer.put(segment);
	}
}

function kindOf({ type }: CanonicalClaim): ClaimKind {
	if (type === 'pharmacy') throw new Error('an 837 carries no pharmacy claim');
	return type === 'vision' ? 'professional' : type;
}

const keptOf = (claim: CanonicalClaim, level: string) =>
	claim.source.extras?.filter(({ path }) => path.startsWith(level));

/** Writes an 837 file piece by piece, one piece per claim. */
export async function* writeClaims(
	claims: Iterable<CanonicalClaim> | AsyncIterable<CanonicalClaim>,
	options: WriteClaimsOptions,
): AsyncGenerator<string> {
	const writer = new ClaimWriter(options);
	for await (const claim of claims) yield writer.write(claim);
	yield writer.end();
}

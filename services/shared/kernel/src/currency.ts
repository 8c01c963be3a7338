/**
 * Decimals of currencies that do not have two in a payer's books. ISO 4217 gives the rupiah two, but amounts in IDR are
 * whole (DESIGN 4.2); a policy or plan may say otherwise.
 */
const DECIMALS: Readonly<Record<string, number>> = {
	BHD: 3,
	BIF: 0,
	CLP: 0,
	DJF: 0,
	GNF: 0,
	IDR: 0,
	IQD: 3,
	ISK: 0,
	JOD: 3,
	JPY: 0,
	KMF: 0,
	KRW: 0,
	KWD: 3,
	LYD: 3,
	OMR: 3,
	PYG: 0,
	RWF: 0,
	TND: 3,
	UGX: 0,
	VND: 0,
	VUV: 0,
	XAF: 0,
	XOF: 0,
	XPF: 0,
};

/** How many decimals an amount in this currency has. */
export const decimalsOf = (currency: string): number => DECIMALS[currency] ?? 2;

const KNOWN: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Whether ISO 4217 knows the code, as a currency of now or of the past. */
export const isKnownCurrency = (currency: string): boolean => KNOWN.has(currency);

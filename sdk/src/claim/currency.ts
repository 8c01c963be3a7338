const WITHOUT_DECIMALS = new Set(
	'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '),
);
const WITH_THREE = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

/** How many decimals an amount of this currency is written with (ISO 4217). */
export function currencyDecimals(currency: string): number {
	if (WITHOUT_DECIMALS.has(currency)) return 0;
	return WITH_THREE.has(currency) ? 3 : 2;
}

/** Where these are paid, points group thousands: `150.000` is a hundred and fifty thousand (CLDR). */
const GROUPED_BY_POINTS = new Set(
	'ARS BAM BRL CLP COP CRC DKK EUR IDR ISK MKD PYG RON RSD TRY UYU VND'.split(' '),
);

export const isGroupedByPoints = (currency: string): boolean => GROUPED_BY_POINTS.has(currency);

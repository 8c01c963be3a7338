interface Coverage {
	readonly plan_id: string;
	readonly from: string;
	readonly to: string | null;
}

interface Eligibility {
	readonly date: string;
	readonly reason: string | null;
	readonly coverage: Coverage | null;
	readonly products: readonly {
		readonly product: string | null;
		readonly reason: string | null;
		readonly coverage: Coverage;
	}[];
}

/** Whether a member is covered on a day: in one sentence, with a line for each product where there are several. */
export function eligibilityPage(number: string, { date, reason, coverage, products }: Eligibility): string {
	if (products.length > 1) {
		const lines = products.map(
			(one) => `  ${one.product ?? 'unnamed product'}: ${standingOf(one.coverage, one.reason)}`,
		);
		return [`${number} is ${coverage ? '' : 'not '}covered on ${date}:`, ...lines].join('\n');
	}
	return coverage
		? `${number} is covered on ${date}: ${planOf(coverage)}`
		: `${number} is not covered on ${date}: ${inWords(reason)}`;
}

const standingOf = (coverage: Coverage, reason: string | null): string =>
	reason === null ? planOf(coverage) : `${inWords(reason)}, ${planOf(coverage)}`;

const planOf = ({ plan_id, from, to }: Coverage): string =>
	`plan ${plan_id}, from ${from} to ${to ?? 'further notice'}`;

const inWords = (reason: string | null): string => (reason ?? 'unknown').replaceAll('_', ' ');

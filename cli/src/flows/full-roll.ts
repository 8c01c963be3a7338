import { type Enrolment, policyNumbersOf } from '@claims-askes/sdk/claim';

/** Files that name everybody who is covered: whoever is not in them has left, or was forgotten. */
const FULL_FILES = new Set(['4', 'RX']);
const ENDS = new Set(['cancel', 'delete']);

/** Whom a file names and with which plans, and the policies of which it names everybody. */
export class FullRoll {
	readonly policies = new Set<string>();
	/** The plans of each number; null where the file does not say by name what the person has. */
	readonly #plans = new Map<string, ReadonlySet<string> | null>();
	/** Few sets for many people, who mostly have the same. */
	readonly #sets = new Map<string, ReadonlySet<string>>();

	note(
		enrolment: Enrolment | undefined,
		number: string,
		{ isCarriedOut }: { readonly isCarriedOut: boolean },
	): void {
		const plans = enrolment && isCarriedOut ? plansNamed(enrolment) : null;
		const before = this.#plans.get(number);
		this.#plans.set(number, plans && before !== null ? this.#setOf([...(before ?? []), ...plans]) : null);
		if (!enrolment || !FULL_FILES.has(enrolment.file_action ?? '')) return;
		for (const policy of policyNumbersOf(enrolment)) this.policies.add(policy);
	}

	has(number: string): boolean {
		return this.#plans.has(number);
	}

	/** Whether the person is named with the plan, or without any, and then with all that they have. */
	names(number: string, plan: string): boolean {
		const plans = this.#plans.get(number);
		return plans === undefined ? false : (plans?.has(plan) ?? true);
	}

	#setOf(plans: readonly string[]): ReadonlySet<string> {
		const key = JSON.stringify([...new Set(plans)].sort());
		const set = this.#sets.get(key) ?? new Set(plans);
		this.#sets.set(key, set);
		return set;
	}
}

/** Null where the entry names no coverage, or one without its plan. */
function plansNamed({ coverages }: Enrolment): string[] | null {
	if (coverages.length === 0 || coverages.some(({ plan }) => !plan)) return null;
	return coverages.flatMap(({ plan, maintenance_type }) =>
		plan && !ENDS.has(maintenance_type) ? [plan] : [],
	);
}

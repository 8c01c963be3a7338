import { checkPlan } from './check-plan';
import { readPlanFile } from './read-file';
import type { PlanMistake } from './read-plan';

export interface ValidatedFile {
	readonly file: string;
	readonly is_valid: boolean;
	readonly mistakes: readonly PlanMistake[];
}

export async function validatePlans(files: readonly string[]): Promise<ValidatedFile[]> {
	const validated: ValidatedFile[] = [];
	for (const file of files) {
		const checked = checkPlan(await readPlanFile(file));
		const mistakes = checked.kind === 'plan' ? [] : checked.mistakes;
		validated.push({ file, is_valid: mistakes.length === 0, mistakes });
	}
	return validated;
}

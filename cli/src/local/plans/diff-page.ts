import type { PlanChange } from './diff-plans';
import { type ForMember, inWords } from './facts/plan-fact';

const SIGNS: Readonly<Record<ForMember, string>> = { better: '+', worse: '-', different: '~' };

/** The changes as a person reads them: by benefit, each with what it means for a member. */
export function diffPage(changes: readonly PlanChange[]): string {
	if (changes.length === 0) return 'Nothing changes for a member.';
	const groups = [...new Set(changes.map(({ benefit }) => benefit))];
	const pages = groups.map((group) => {
		const own = changes.filter(({ benefit }) => benefit === group);
		const lines = own.map(({ for_member, text }) => `  ${SIGNS[for_member]} ${text}`);
		return [group === null ? 'the plan as a whole' : inWords(group), ...lines].join('\n');
	});
	const counted = (effect: ForMember) => changes.filter(({ for_member }) => for_member === effect).length;
	const [better, worse, different] = [counted('better'), counted('worse'), counted('different')];
	return [
		...pages,
		`${changes.length} ${changes.length === 1 ? 'change' : 'changes'} for a member: ${better} better (+), ${worse} worse (-), ${different} otherwise (~)`,
	].join('\n\n');
}

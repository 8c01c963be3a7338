import type { CanonicalClaim, ClaimLine, Provider } from '../claim';
import { CARE_TEAM_ROLES } from './code-systems';
import type { Cursor } from './cursor';
import { readProvider } from './read-parties';
import type { Resolver } from './resources';

const LINE_ROLES = [
	'rendering_provider',
	'ordering_provider',
	'referring_provider',
	'supervising_provider',
	'operating_provider',
] as const;
const CLAIM_ROLES = [
	'rendering_provider',
	'referring_provider',
	'supervising_provider',
	'attending_provider',
	'operating_provider',
] as const;

interface Member {
	readonly role: Parameters<typeof CARE_TEAM_ROLES.codeOf>[0];
	readonly provider: Provider;
}

/** Who took part in the care: members that items name belong to those lines, all others to the claim. */
export class CareTeam {
	private readonly members = new Map<string, Member>();
	private readonly named = new Set<string>();

	constructor(claim: Cursor, resolver: Resolver) {
		for (const entry of claim.items('careTeam')) this.add(entry, resolver);
		for (const item of claim.items('item'))
			for (const sequence of item.items('careTeamSequence')) this.named.add(sequence.digits);
	}

	ofClaim(): Partial<CanonicalClaim> {
		const found: Partial<CanonicalClaim> = {};
		for (const [sequence, { role, provider }] of this.members) {
			const field = CLAIM_ROLES.find((known) => known === role);
			if (field && !this.named.has(sequence)) found[field] ??= provider;
		}
		return found;
	}

	ofLine(item: Cursor): Partial<ClaimLine> {
		const found: Partial<ClaimLine> = {};
		for (const sequence of item.items('careTeamSequence')) {
			const member = this.members.get(sequence.digits);
			const field = LINE_ROLES.find((known) => known === member?.role);
			if (!member || !field || found[field]) continue;
			found[field] = member.provider;
			sequence.take();
		}
		return found;
	}

	/** Without a role it is who did the work; a role that no field knows stays beside the claim. */
	private add(entry: Cursor, resolver: Resolver): void {
		const coding = entry.field('role').first('coding');
		const code = coding.peek('code');
		const role = code === undefined ? 'rendering_provider' : CARE_TEAM_ROLES.wordOf(code);
		const sequence = entry.number('sequence')?.text;
		if (!role || sequence === undefined) return;
		coding.field('code').take();
		coding.field('system').take();
		this.members.set(sequence, { role, provider: readProvider(entry.field('provider'), resolver) });
	}
}

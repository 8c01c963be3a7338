import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { Failure } from '../../failure';
import { auditPage } from '../../flows/audit-page';
import { thingsOfClaim } from '../../flows/claim-things';
import { type Question, showEntries } from '../../local/audit/show-entries';
import { trailUrls } from '../../local/audit/trail';

export default class AuditShow extends BaseCommand {
	static override summary = 'show who did what when, and how it looked before and after';
	static override description =
		"For administrators and auditors: it reads the database itself, as whom DATABASE_URL (or one <NAME>_DATABASE_URL per service) names, for which audit_sealer is enough, or as the sealer of the local stack, and asks no service whether its caller may see a row. With --claim the claim's decisions and reviews are found through the services. The oldest come first, a page at a time.";
	static override examples = [
		'<%= config.bin %> audit show plan gold-2026',
		'<%= config.bin %> audit show --claim CLM-2026-00000001',
		'<%= config.bin %> audit show --actor ada --limit 200 --json',
	];
	static override args = {
		entity: Args.string({ description: 'the kind of thing, as claim, decision, member, plan, payment' }),
		id: Args.string({ description: 'its id' }),
	};
	static override flags = {
		claim: Flags.string({ summary: 'a claim by number or id, with its decisions and reviews' }),
		actor: Flags.string({ summary: 'what somebody did: a user, a client or a service' }),
		correlation: Flags.string({ summary: 'what belongs to one story, as a request or a run' }),
		limit: Flags.integer({ summary: 'how many at most', default: 50, min: 1, max: 1_000 }),
		after: Flags.string({ summary: 'go on behind the page before, as it said' }),
	};

	async run() {
		const { args, flags } = await this.parse(AuditShow);
		if (flags.after !== undefined && !/^\d{1,3}-\d{1,18}$/.test(flags.after))
			throw new Failure('unusable', 'PLACE_INVALID', 'a place is what the page before said, as 0-1234');
		const question = await this.#questionOf(args, flags);
		const { entries, next } = await showEntries(trailUrls(await this.target(), process.env), question, flags);
		this.log(entries.length === 0 ? 'nothing is recorded' : auditPage(entries));
		if (next !== null) this.progress(`there is more: --after ${next}`);
		return { entries, next };
	}

	async #questionOf(
		{ entity, id }: { entity?: string | undefined; id?: string | undefined },
		{ claim, actor, correlation }: Partial<Record<'claim' | 'actor' | 'correlation', string | undefined>>,
	): Promise<Question> {
		const asked = [entity, claim, actor, correlation].filter((one) => one !== undefined);
		if (asked.length !== 1 || (entity === undefined) !== (id === undefined))
			throw new Failure(
				'unusable',
				'QUESTION_UNCLEAR',
				'name a thing by kind and id, or one of --claim, --actor, --correlation',
			);
		if (claim !== undefined) return { things: await thingsOfClaim((await this.connect()).askes, claim) };
		if (actor !== undefined) return { actor };
		if (correlation !== undefined) return { correlation };
		return { things: { [entity ?? '']: [id ?? ''] } };
	}
}

import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { EXIT_CODES } from '../../failure';
import { auditFolder } from '../../local/audit/place';
import { type Sealed, sealTrails } from '../../local/audit/seal';
import { sealRegularly } from '../../local/audit/seal-regularly';
import { trailUrls } from '../../local/audit/trail';

export default class AuditSeal extends BaseCommand {
	static override summary = 'seal the audit entries that have none yet, and sign where the chain ends';
	static override description =
		'Connects as whom DATABASE_URL (or one <NAME>_DATABASE_URL per service) names, best audit_sealer, which may do nothing else, or as the sealer of the local stack, whose supervisor seals by itself. Keys (keys.json) and signed heads (heads.jws) lie in AUDIT_DIR, outside of the database: keep copies of both where no administrator of the database can change them. An entry is sealed once no earlier one can still come, so a long transaction that writes entries holds the seals up. With --follow it goes on until it is ended.';
	static override examples = [
		'<%= config.bin %> audit seal',
		'DATABASE_URL=postgres://audit_sealer@db/askes AUDIT_DIR=/srv/audit <%= config.bin %> audit seal --follow',
	];
	static override flags = {
		follow: Flags.boolean({ summary: 'seal again and again' }),
		every: Flags.integer({ summary: 'with --follow: how often, in seconds', default: 30, min: 1 }),
	};

	async run() {
		const { flags } = await this.parse(AuditSeal);
		const target = await this.target();
		const urls = () => trailUrls(target, process.env);
		const folder = auditFolder(target, process.env);
		if (flags.follow) {
			const ending = new AbortController();
			for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => ending.abort());
			const options = { everyMs: flags.every * 1_000, signal: ending.signal };
			await sealRegularly(urls, folder, { ...options, say: (text) => this.progress(text) });
			return {};
		}
		const sealed = await sealTrails(urls(), folder);
		this.log(`${sealed.entries} entries sealed, ${sealed.signed} heads signed`);
		if (sealed.lost.length > 0) process.exitCode = EXIT_CODES.failed;
		for (const { last_id, at } of sealed.lost)
			this.progress(`the seals up to entry ${last_id}, signed ${at}, are not there any more`);
		return answerOf(sealed);
	}
}

const answerOf = ({ entries, seals, signed, lost }: Sealed) => ({ entries, seals, signed, lost });

import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { EXIT_CODES } from '../../failure';
import { spanOf } from '../../flows/span-of-days';
import { type Finding, findingLine } from '../../local/audit/findings';
import { auditFolder } from '../../local/audit/place';
import { trailUrls } from '../../local/audit/trail';
import { verifyTrails } from '../../local/audit/verify';

const KEPT_AT_MOST = 1_000;
const TELL_EVERY_MS = 2_000;
const BEGINNING = '1970-01-01';

export default class AuditVerify extends BaseCommand {
	static override summary =
		'find audit entries that were edited, removed, put in later or never sealed, and seals that were changed';
	static override description =
		'Reads the database itself, as whom DATABASE_URL (or one <NAME>_DATABASE_URL per service) names, for which audit_sealer is enough, or as the sealer of the local stack; AUDIT_DIR holds the signed heads and the public keys. Every sealed entry is hashed again in the database. Each finding is a line; with --json the first thousand are in the answer. Exits with 1 when there is a finding.';
	static override examples = [
		'<%= config.bin %> audit verify',
		'<%= config.bin %> audit verify --from 2026-11-01 --to 2026-11-30 --json',
	];
	static override flags = {
		from: Flags.string({ summary: 'only what was sealed from this day or instant on', helpValue: 'DAY' }),
		to: Flags.string({ summary: 'only what was sealed up to this day or instant', helpValue: 'DAY' }),
		patience: Flags.integer({
			summary: 'for how many seconds an entry may be without a seal, and a seal without a signature',
			default: 600,
			min: 0,
		}),
	};

	async run() {
		const { flags } = await this.parse(AuditVerify);
		const { from, to } = spanOf(flags.from ?? BEGINNING, flags.to, new Date());
		const target = await this.target();
		const kept: Finding[] = [];
		const began = performance.now();
		let toldAt = began;
		const { findings, ...counted } = await verifyTrails(
			trailUrls(target, process.env),
			auditFolder(target, process.env),
			{
				from: flags.from === undefined ? undefined : from,
				to: flags.to === undefined ? undefined : to,
				patienceSeconds: flags.patience,
				onFinding: (finding) => {
					if (kept.length < KEPT_AT_MOST) kept.push(finding);
					this.log(findingLine(finding));
				},
				onProgress: (entries) => {
					if (performance.now() - toldAt < TELL_EVERY_MS) return;
					toldAt = performance.now();
					this.progress(`${entries} entries`);
				},
			},
		);
		if (findings > 0) process.exitCode = EXIT_CODES.failed;
		const { entries, seals, heads, unsealed } = counted;
		this.log(
			`${entries} entries under ${seals} seals and ${heads} signed heads, ${unsealed} not sealed yet: ${
				findings === 0 ? 'all as it was written' : `${findings} findings`
			}`,
		);
		const seconds = Math.round(performance.now() - began) / 1_000;
		return { sound: findings === 0, findings: kept, findings_in_all: findings, ...counted, seconds };
	}
}

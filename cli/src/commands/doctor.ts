import { BaseCommand } from '../base-command';
import { examine, type Finding } from '../local/doctor';

const MARKS = { ok: 'ok     ', warning: 'warning', failed: 'FAILED ' } as const;

export default class Doctor extends BaseCommand {
	static override summary = 'look at everything the local stack needs, and say what is wrong';
	static override description =
		'Changes nothing. Exits with 1 when something failed; a warning is not a failure.';
	static override examples = ['<%= config.bin %> doctor', '<%= config.bin %> doctor --json'];

	async run() {
		const { dataDir, portOffset } = await this.target();
		const findings: Finding[] = [];
		for await (const finding of examine({ dataDir, portOffset })) {
			findings.push(finding);
			this.log(`${MARKS[finding.state]}  ${finding.check.padEnd(22)} ${finding.detail}`);
		}
		const isWell = findings.every((finding) => finding.state !== 'failed');
		if (!isWell) process.exitCode = 1;
		return { healthy: isWell, findings };
	}
}

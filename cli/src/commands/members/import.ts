import { Args, Flags } from '@oclif/core';
import { acknowledgeAs, acknowledgementFlags } from '../../acknowledgement-flags';
import { BaseCommand } from '../../base-command';
import { dayFlag } from '../../day-flag';
import { importMembers } from '../../flows/import-members';
import { ProgressLine } from '../../flows/progress-line';
import { problemLine } from '../../flows/reading/problem';
import { WarningLines } from '../../flows/warning-lines';

export default class MembersImport extends BaseCommand {
	static override summary = 'carry out what an 834 says of members';
	static override description =
		'Adds, changes, changes of plan and endings, a thousand members at a time; repeating it changes nothing. A full file (BGN08 4 or RX) is also held against everybody who is covered under its policies: who and what it does not name is listed, and ends on a day only where --end-absent says so. Of a file that breaks off, those who come whole before the break are carried out; nobody ends by a file that was not read whole. A 999 is written beside the file, and a TA1 where the file asks for one or its envelope is not whole; whom the payer refuses is listed here alone. A service that is away is waited for; where that takes too long, the file can be run again at any time. Exits with 3 when some members were refused or could not be read, with 2 when the file breaks off or holds a transaction set that could not be taken.';
	static override examples = [
		'<%= config.bin %> members import april.834',
		'<%= config.bin %> members import full.834 --json',
		'<%= config.bin %> members import april.834 --acks-dir outbox',
		'<%= config.bin %> members import april.834 --dry-run --acks',
		'<%= config.bin %> members import full.834 --end-absent 2026-03-31',
	];
	static override args = {
		file: Args.string({ required: true, description: 'an 834, or -', ignoreStdin: true }),
	};
	static override flags = {
		'end-absent': dayFlag({ summary: 'the last day of who and what a full file does not name' }),
		'dry-run': Flags.boolean({
			summary: 'read and check the file, and send nothing; needs no installation',
		}),
		...acknowledgementFlags('a 999 and, where one is due, a TA1'),
		patience: Flags.integer({ summary: 'seconds to wait for a service that is away', default: 120, min: 0 }),
	};

	async run() {
		const { args, flags } = await this.parse(MembersImport);
		const endAbsentOn = flags['end-absent'];
		const dryRun = flags['dry-run'];
		const askes = dryRun ? null : (await this.connect()).askes;
		const acknowledge = await acknowledgeAs(flags);
		const line = new ProgressLine((text) => this.progress(text));
		const warnings = new WarningLines((text) => this.progress(text));
		const summary = await importMembers(askes, args.file, {
			progress: (read) => line.at(read, null),
			warning: (problem) => warnings.add(problem.code, problemLine(args.file, problem)),
			waiting: (reason) => this.progress(`waiting: ${reason}`),
			patienceMs: flags.patience * 1000,
			endAbsentOn,
			acknowledge,
		}).finally(() => warnings.close());
		const { members, unreadable, refusals, absent, left_out, isWhole, ended, unread_from } = summary;
		for (const { member_number, code, message } of refusals)
			this.progress(`${member_number}: ${code} ${message}`);
		if (unread_from) this.progress(unread_from.message);
		this.log(
			dryRun
				? `${members.read} members would be sent, ${unreadable} refused`
				: `${members.read} members read: ${members.created} added, ${members.updated} changed, ${members.unchanged} as they were, ${members.refused + unreadable} refused`,
		);
		if (absent?.length)
			this.log(
				`${absent.length} covered members are not in the file${ended ? `, and end on ${endAbsentOn}` : ''}: ${absent.slice(0, 20).join(' ')}${absent.length > 20 ? ' …' : ''}`,
			);
		if (left_out?.length)
			this.log(
				`${left_out.length} coverages of members in the file are not${ended ? `, and end on ${endAbsentOn}` : ''}: ${left_out
					.slice(0, 20)
					.map(({ member_number, plan_id }) => `${member_number} ${plan_id}`)
					.join(', ')}${left_out.length > 20 ? ' …' : ''}`,
			);
		if (dryRun) {
			if (endAbsentOn !== undefined) this.log('nobody ends: nothing was sent');
		} else if (endAbsentOn !== undefined && !isWhole)
			this.log('nobody ends: the file was not read whole, and may name those who seem to be absent');
		else if (endAbsentOn !== undefined && absent === null)
			this.log('nobody ends: the file is one of changes, and need not name everybody');
		if (members.refused + unreadable > 0) process.exitCode = 3;
		if (unread_from) process.exitCode = 2;
		return { ...summary, seconds: line.seconds };
	}
}

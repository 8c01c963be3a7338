import { Args, Flags } from '@oclif/core';
import { acknowledgeAs, acknowledgementFlags } from '../../acknowledgement-flags';
import { BaseCommand } from '../../base-command';
import { dayFlag } from '../../day-flag';
import { findFiles } from '../../flows/find-files';
import { importMembers } from '../../flows/import-members';
import { ProgressLine } from '../../flows/progress-line';
import { problemLine } from '../../flows/reading/problem';
import { WarningLines } from '../../flows/warning-lines';

export default class MembersImport extends BaseCommand {
	static override summary = 'carry out what 834s say of members';
	static override description =
		'Reads 834s, also from gzip and ZIP, file by file. Adds, changes, changes of plan and endings, a thousand members at a time; repeating it changes nothing. A full file (BGN08 4 or RX) is also held against everybody who is covered under its policies: who and what it does not name is listed, and ends on a day only where --end-absent says so; files that are given together are one set, in which each may name others. Of a file that breaks off, those who come whole before the break are carried out; nobody ends by files that were not read whole. A 999 is written beside each file, and a TA1 where the file asks for one or its envelope is not whole; whom the payer refuses is listed here alone. A service that is away is waited for; where that takes too long, it can be run again at any time. Exits with 3 when some members were refused or could not be read, with 2 when a file breaks off or holds a transaction set that could not be taken.';
	static override examples = [
		'<%= config.bin %> members import april.834',
		'<%= config.bin %> members import full.834 --json',
		"<%= config.bin %> members import 'inbox/*.834.gz'",
		'cat april.834 | <%= config.bin %> members import -',
		'<%= config.bin %> members import april.834 --acks-dir outbox',
		'<%= config.bin %> members import april.834 --dry-run --acks',
		'<%= config.bin %> members import full.834 --end-absent 2026-03-31',
	];
	static override strict = false;
	static override args = {
		path: Args.string({ required: true, description: 'files, folders, globs, or -', ignoreStdin: true }),
	};
	static override flags = {
		'end-absent': dayFlag({ summary: 'the last day of who and what a full file does not name' }),
		'dry-run': Flags.boolean({
			summary: 'read and check the files, and send nothing; needs no installation',
		}),
		...acknowledgementFlags('a 999 and, where one is due, a TA1'),
		patience: Flags.integer({ summary: 'seconds to wait for a service that is away', default: 120, min: 0 }),
	};

	async run() {
		const { argv, flags } = await this.parse(MembersImport);
		const named = argv as string[];
		const files = await findFiles(named, { keepsMissing: true });
		if (files.length === 0) this.progress(`there are no files in ${named.join(', ')}`);
		const endAbsentOn = flags['end-absent'];
		const dryRun = flags['dry-run'];
		const askes = dryRun ? null : (await this.connect()).askes;
		const acknowledge = await acknowledgeAs(flags);
		const line = new ProgressLine((text) => this.progress(text));
		const warnings = new WarningLines((text) => this.progress(text));
		const summary = await importMembers(askes, files, {
			named,
			progress: (read) => line.at(read, null),
			warning: (file, problem) => warnings.add(problem.code, problemLine(file, problem)),
			waiting: (reason) => this.progress(`waiting: ${reason}`),
			patienceMs: flags.patience * 1000,
			endAbsentOn,
			acknowledge,
		}).finally(() => warnings.close());
		const { members, unreadable, refusals, absent, left_out, isWhole, ended, unread_files } = summary;
		for (const { member_number, code, message } of refusals)
			this.progress(`${member_number}: ${code} ${message}`);
		const untold = members.refused - refusals.length;
		if (untold > 0) this.progress(`and ${untold} more were refused`);
		for (const { message } of unread_files) this.progress(message);
		this.log(
			dryRun
				? `${members.read} members would be sent, ${unreadable} refused`
				: `${members.read} members read: ${members.created} added, ${members.updated} changed, ${members.unchanged} as they were, ${members.refused + unreadable} refused`,
		);
		const [them, were, are] =
			files.length === 1 ? ['the file', 'was', 'is one'] : ['the files', 'were', 'are'];
		if (absent?.length)
			this.log(
				`${absent.length} covered members are not in ${them}${ended ? `, and end on ${endAbsentOn}` : ''}: ${absent.slice(0, 20).join(' ')}${absent.length > 20 ? ' …' : ''}`,
			);
		if (left_out?.length)
			this.log(
				`${left_out.length} coverages of members in ${them} are not${ended ? `, and end on ${endAbsentOn}` : ''}: ${left_out
					.slice(0, 20)
					.map(({ member_number, plan_id }) => `${member_number} ${plan_id}`)
					.join(', ')}${left_out.length > 20 ? ' …' : ''}`,
			);
		if (dryRun) {
			if (endAbsentOn !== undefined) this.log('nobody ends: nothing was sent');
		} else if (endAbsentOn !== undefined && !isWhole)
			this.log(`nobody ends: ${them} ${were} not read whole, and may name those who seem to be absent`);
		else if (endAbsentOn !== undefined && absent === null)
			this.log(`nobody ends: ${them} ${are} of changes, and need not name everybody`);
		if (members.refused + unreadable > 0) process.exitCode = 3;
		if (unread_files.length > 0) process.exitCode = 2;
		return { ...summary, seconds: line.seconds };
	}
}

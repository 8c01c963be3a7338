import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { dayFlag } from '../../day-flag';
import { Failure } from '../../failure';
import { eligibilityPage } from '../../flows/eligibility-page';
import { exchangeX12 } from '../../flows/exchange-x12';
import { findMember } from '../../flows/references';
import { writeOutput } from '../../flows/write-output';

export default class MembersEligibility extends BaseCommand {
	static override summary = 'tell whether a member is covered on a day, or answer a 270 with a 271';
	static override description =
		'With --x12 the questions of a 270 are answered by a 271 on standard output; what could not be read is told in a 999 behind it, and the exit code is 3.';
	static override examples = [
		'<%= config.bin %> members eligibility M000001 --date 2026-03-01',
		'<%= config.bin %> members eligibility --x12 questions.270 -o answers.271',
	];
	static override args = { member: Args.string({ description: 'member number or id' }) };
	static override flags = {
		date: dayFlag({ summary: 'the day, as 2026-03-01; today unless said' }),
		x12: Flags.string({ summary: 'a 270 to be answered, or -', exclusive: ['date'] }),
		output: Flags.string({ char: 'o', summary: 'the file to write, instead of standard output' }),
	};

	async run() {
		const { args, flags } = await this.parse(MembersEligibility);
		if (flags.x12 !== undefined) return this.answer(flags.x12, flags.output);
		if (!args.member)
			throw new Failure('unusable', 'MEMBER_MISSING', 'name a member by number, or a file with --x12');
		return this.tell(args.member, flags.date ?? new Date().toISOString().slice(0, 10));
	}

	private async answer(path: string, output: string | undefined) {
		const { askes } = await this.connect();
		const exchanged = await exchangeX12(path, '270', (call) =>
			askes.members.POST('/api/v1/eligibility-inquiries', call),
		);
		if (!this.jsonEnabled() || output) await writeOutput(output, exchanged.answer);
		if (exchanged.is_refused) process.exitCode = 3;
		return exchanged;
	}

	private async tell(number: string, date: string) {
		const { askes } = await this.connect();
		const member = await findMember(askes, number);
		const { data } = await askes.members.GET('/api/v1/members/{id}/eligibility', {
			params: { path: { id: member.id }, query: { date } },
		});
		const eligibility = data?.data;
		if (!eligibility) throw new Error('member-service answered nothing');
		this.log(eligibilityPage(number, eligibility));
		return eligibility;
	}
}

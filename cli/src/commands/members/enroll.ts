import { Args } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { Failure } from '../../failure';
import { answered } from '../../flows/answered';
import { enrolmentFlags, enrolmentOf, isSaid } from '../../flows/members/enrolment-flags';
import { sendWritten } from '../../flows/refused-document';
import { fieldsOf, readWritten } from '../../local/written-document';

export default class MembersEnroll extends BaseCommand {
	static override summary = 'enroll one person, by a file or by flags';
	static override description =
		'The file is an Enrollment in YAML or JSON, as openapi/member-service.json has it, and can say more than the flags. Claims of the person that came before are decided again by themselves. Many people are enrolled by "members import".';
	static override examples = [
		'<%= config.bin %> members enroll person.yaml',
		'<%= config.bin %> members enroll --number M-17 --group G-1 --relationship employee --given-name Dewi --family-name Lestari --birth-date 1985-04-12 --sex F --coverage P-1:GOLD:2026-01-01 --coverage P-1:GOLD-DENTAL:2026-01-01',
	];
	static override args = {
		file: Args.string({ ignoreStdin: true, description: 'the person; - for standard input' }),
	};
	static override flags = enrolmentFlags;

	async run() {
		const { args, flags } = await this.parse(MembersEnroll);
		if ((args.file === undefined) !== isSaid(flags))
			throw new Failure('unusable', 'NOBODY_NAMED', 'name the person in a file, or by flags');
		const document = args.file === undefined ? null : await readWritten(args.file);
		const { askes } = await this.connect();
		const body = document ? fieldsOf(document, 'one person') : await enrolmentOf(askes, flags);
		const enroll = async () => {
			const { data } = await askes.members.POST('/api/v1/members', { body: body as never });
			return answered(data);
		};
		const member = await (document ? sendWritten(document, enroll) : enroll());
		const plans = member.coverages.map(({ plan_id }) => plan_id).join(', ');
		this.log(`${member.member_number} is enrolled in ${plans}`);
		return member;
	}
}

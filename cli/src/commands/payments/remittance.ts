import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { fetchRemittance } from '../../flows/fetch-remittance';
import { writeOutput } from '../../flows/write-output';

export default class PaymentsRemittance extends BaseCommand {
	static override summary = "write a payment's remittance as an 835";
	static override examples = [
		'<%= config.bin %> payments remittance PAY-2026-00000001 > PAY-2026-00000001.835',
		'<%= config.bin %> payments remittance PAY-2026-00000001 --json',
	];
	static override args = { payment: Args.string({ required: true, description: 'payment number or id' }) };
	static override flags = {
		output: Flags.string({ char: 'o', summary: 'the file to write, instead of standard output' }),
	};

	async run() {
		const { args, flags } = await this.parse(PaymentsRemittance);
		const { askes } = await this.connect();
		const isJson = this.jsonEnabled();
		if (!isJson || flags.output) await writeOutput(flags.output, await fetchRemittance(askes, args.payment));
		if (!isJson) return;
		const { data } = await askes.payments.GET('/api/v1/payments/{id}/remittance', {
			params: { path: { id: args.payment } },
		});
		return data?.data;
	}
}

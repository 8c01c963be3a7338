import { Args } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { cancelledFailure, isCancelled } from '../../flows/explanation/cancelled-failure';
import { explanationPage } from '../../flows/explanation/explanation-page';
import { localReasonsPage } from '../../flows/explanation/local-reasons-page';
import { reasonCodesFlag } from '../../flows/explanation/reason-codes-flag';
import { loadReasonCodes } from '../../local/reason-codes/load-reason-codes';
import { localReasonsOf } from '../../local/reason-codes/local-reasons';

export default class ClaimsExplain extends BaseCommand {
	static override summary = 'tell how the decision of a claim came about, so that it can be told to a caller';
	static override description =
		'Every rule with its verdict, and for each line the sum that leads from the bill to the payment; of a claim that was decided again also what stood before, when and why it changed, and each amount before and after; of one that a person denied, by which code and, to staff, who. With --json the trace itself: what each rule and step saw and did, its reason codes, the amounts before and after, the versions of plan, contract and codes, and under earlier what stood before. Exits with 4 when the claim is not known, not decided yet, voided or replaced.';
	static override examples = [
		'<%= config.bin %> claims explain CLM-2026-00000001',
		'<%= config.bin %> claims explain CLM-2026-00000001 --json | jq \'.steps[] | select(.did == "denied")\'',
		'<%= config.bin %> claims explain CLM-2026-00000001 --reason-codes examples/reason-codes/openimis.yaml',
	];
	static override args = { claim: Args.string({ required: true, description: 'claim number or id' }) };

	static override flags = { 'reason-codes': reasonCodesFlag };

	async run() {
		const { args, flags } = await this.parse(ClaimsExplain);
		const codes = flags['reason-codes'] && (await loadReasonCodes(flags['reason-codes']));
		const { askes } = await this.connect();
		const claim = await askes.claims.GET('/api/v1/claims/{id}', { params: { path: { id: args.claim } } });
		if (!claim.data) throw new Error('claims-service answered nothing');
		if (isCancelled(claim.data.data)) throw await cancelledFailure(askes, claim.data.data);
		const { data } = await askes.adjudication.GET('/api/v1/claims/{claim_id}/explanation', {
			params: { path: { claim_id: claim.data.data.id } },
		});
		if (!data) throw new Error('adjudication-service answered nothing');
		this.log(explanationPage(data.data));
		if (!codes) return data.data;
		const reasons = localReasonsOf(data.data, codes);
		this.log(`\n${localReasonsPage(codes.name, reasons)}`);
		return { ...data.data, local_reasons: { list: codes.id, reasons } };
	}
}

import { submitClaim } from '../../flows/claims/submit-claim';
import { readWritten } from '../../local/written-document';
import { claimFileArg, SubmitCommand, waitFlags } from '../../submit-command';

export default class ClaimsSubmit extends SubmitCommand {
	static override summary = 'hand in one claim, written in YAML or JSON';
	static override description =
		'Prints its number and where it stands. A claim that is refused is told with every reason and its line, and the exit code is 4; one that is not decided in time exits with 5. Files of other formats, and files of many claims, are read by "claims import".';
	static override examples = [
		'<%= config.bin %> claims submit claim.yaml',
		'<%= config.bin %> claims submit claim.json --wait --json',
		'<%= config.bin %> convert visit.837 --to ndjson | head -1 | <%= config.bin %> claims submit -',
	];
	static override args = { file: claimFileArg };
	static override flags = waitFlags;

	async run() {
		const { args, flags } = await this.parse(ClaimsSubmit);
		const document = await readWritten(args.file);
		const { askes } = await this.connect();
		return this.follow(await submitClaim(askes, document), flags);
	}
}

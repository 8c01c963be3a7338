import { BaseCommand } from '../../base-command';
import { auditFolder } from '../../local/audit/place';
import { rotateKey } from '../../local/audit/signing-keys';

export default class AuditRotateKey extends BaseCommand {
	static override summary = 'sign the heads of the audit trail with a new key from now on';
	static override description =
		'The private part of the key before is destroyed; its public part stays, so that what it signed can still be checked. A sealer that runs takes the new key with its next signature.';
	static override examples = ['<%= config.bin %> audit rotate-key'];

	async run() {
		await this.parse(AuditRotateKey);
		const { kid, created_at, public_key } = await rotateKey(auditFolder(await this.target(), process.env));
		this.log(`key ${kid} signs from now on`);
		return { kid, created_at, public_key };
	}
}

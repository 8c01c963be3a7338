import { BaseCommand } from '../../base-command';
import { listReleases } from '../../local/codes/show-codes';
import { renderTable } from '../../table';

export default class CodesList extends BaseCommand {
	static override summary = 'list the code sets that are loaded, release by release';
	static override description =
		'Of each set the release that came out last is in force; decisions made by an older one are made again by that one.';
	static override examples = ['<%= config.bin %> codes list', '<%= config.bin %> codes list --json'];

	async run() {
		await this.parse(CodesList);
		const releases = await listReleases(await this.target(), process.env, null);
		this.log(
			renderTable(
				['set', 'kind', 'release', 'released', 'rows', 'loaded', 'source'],
				releases.map((release) => [
					release.code_set,
					release.kind,
					release.version,
					release.released_on,
					String(release.rows),
					release.loaded_at.slice(0, 19),
					release.source,
				]),
			),
		);
		return { releases };
	}
}

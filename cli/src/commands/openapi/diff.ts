import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { EXIT_CODES } from '../../failure';
import { compareAll, type ServiceChanges } from '../../local/openapi/compare-all';
import { LEVELS } from '../../local/openapi/judge-change';
import { committedFolder, documentsAt, documentsIn, usualRevision } from '../../local/openapi/read-documents';

export default class OpenapiDiff extends BaseCommand {
	static override summary = 'say of each service which changes of its API break callers, and which do not';
	static override description =
		"Breaking is what a program that works now can no longer do; a warning is of what it may not know, as a new word in an answer; additive is what it may use; words are descriptions. FROM and TO are folders or files of OpenAPI documents. Without FROM it is what the last tag has of the project's openapi/ (or the last commit, where there is no tag); without TO what lies there now. Exits with 3 when a change is breaking.";
	static override examples = [
		'<%= config.bin %> openapi diff',
		'<%= config.bin %> openapi diff --since main --json',
		'<%= config.bin %> openapi diff ./theirs ./openapi',
	];
	static override args = {
		from: Args.string({ description: 'the documents of before' }),
		to: Args.string({ description: 'the documents of now' }),
	};
	static override flags = {
		since: Flags.string({
			summary: 'the documents of before are those of this commit or tag, or of where this branch was left',
		}),
	};

	async run() {
		const { args, flags } = await this.parse(OpenapiDiff);
		const from = args.from ?? flags.since ?? usualRevision();
		const to = args.to ?? committedFolder;
		const before = args.from === undefined ? documentsIn(from) : await documentsAt(from);
		const after = await documentsAt(to);
		const services = compareAll(before, after);
		const breaking = services.some(({ changes }) => changes.some(({ level }) => level === 'breaking'));
		for (const service of services) this.log(pageOf(service));
		if (services.length === 0) this.log('nothing changed');
		if (breaking) process.exitCode = EXIT_CODES.partial;
		return { from, to: args.to ?? 'openapi', breaking, services };
	}
}

function pageOf({ service, changes }: ServiceChanges): string {
	const sections = LEVELS.flatMap((level) => {
		const lines = changes.filter((change) => change.level === level);
		return lines.length === 0
			? []
			: [
					`  ${level}`,
					...lines.map(({ operation, change }) => `    ${[operation, change].filter(Boolean).join('  ')}`),
				];
	});
	return [service, ...sections, ''].join('\n');
}

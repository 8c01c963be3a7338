import { commit } from '@claims-askes/chassis/db/commit';
import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import { assertTellable, type Template } from '../domain/template';
import { insertTemplate } from '../repositories/templates.repository';
import type { Deps } from './deps';

export const listTemplates = ({ templates }: Deps) => templates.list();

/** Publishes the next version of a topic's words in a language; messages use it from now on. */
export function publishTemplate(
	{ platform, templates }: Deps,
	wanted: Omit<Template, 'version' | 'published_at'>,
	call: Call,
) {
	assertUnrestricted(call);
	assertTellable(wanted);
	return writeOnce(platform, call, async () => {
		const current = (await templates.current()).find(
			({ topic, locale }) => topic === wanted.topic && locale === wanted.locale,
		);
		const template: Template = {
			...wanted,
			version: (current?.version ?? 0) + 1,
			published_at: platform.now().toISOString(),
		};
		return commit(platform, call, {
			data: template,
			effects: [insertTemplate(platform.sql, template)],
			audit: [
				{
					action: 'template.published',
					entity: 'template',
					entityId: `${template.topic}/${template.locale}`,
					...(current ? { before: current } : {}),
					after: template,
				},
			],
		});
	});
}

import type { Rule } from './rule';

export const settingAndChannelAllowed: Rule = {
	number: 11,
	id: 'R11',
	name: 'Care was given in a setting, and claimed through a channel, that plan and facility allow',
	citation: 'ADJUDICATION 2, rule 11; X12 CARC 58, 242',
	carcs: ['58', '242'],
	group: 'CO',
	effect: 'deny',
	authority: 2,
	check({ claim, plan, provider, channel }, line) {
		const settings = line.plan.benefit.settings;
		if (settings && !settings.includes(claim.setting ?? '')) return { carc: '58' };
		if (plan.plan.channels && !plan.plan.channels.includes(channel)) return { carc: '242' };
		return provider?.channels && !provider.channels.includes(channel) ? { carc: '242' } : undefined;
	},
	saw: ({ claim, channel }, line) => ({
		setting: claim.setting,
		channel,
		settings: line.plan.benefit.settings,
	}),
};

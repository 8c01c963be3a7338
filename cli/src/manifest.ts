import { format } from 'node:util';
import { Config, Help, Plugin } from '@oclif/core';

/** What the shim answers without starting Bun: oclif's own manifest, and every help page as text. */
export interface AskesManifest {
	readonly version: string;
	/** What oclif knows of each command, by its id. */
	readonly commands: Readonly<Record<string, unknown>>;
	/** By words, as `claims import`; the first page is that of no words. */
	readonly help: Readonly<Record<string, string>>;
}

const COLUMNS = 100;

/** Reads every command and draws every help page. */
export async function makeManifest(root: string): Promise<AskesManifest> {
	const plugin = new Plugin({ root, ignoreManifest: true, isRoot: true });
	await plugin.load();
	const config = await Config.load({ root, ignoreManifest: true });
	config.userAgent = versionLine(config.version);
	const words = ['', ...config.topics.map(({ name }) => name), ...config.commandIDs].map((id) =>
		id.replaceAll(':', ' '),
	);
	const help: Record<string, string> = {};
	for (const page of [...new Set(words)].sort()) help[page] = await drawHelp(config, page);
	const { commands, ...rest } = plugin.manifest;
	// They come in the order in which their files were read, which is another every time.
	const sorted = Object.entries(commands).sort(([a], [b]) => a.localeCompare(b));
	return { ...rest, commands: Object.fromEntries(sorted), help };
}

const versionLine = (version: string): string => `askes ${version}`;

async function drawHelp(config: Config, words: string): Promise<string> {
	// A page must not depend on the terminal of whoever generated it.
	const page = new Page(config, { maxWidth: COLUMNS, stripAnsi: true });
	await page.showHelp(words === '' ? [] : words.split(' '));
	return page.text;
}

/** A help page that is kept instead of printed. */
class Page extends Help {
	text = '';

	protected override log(...parts: string[]): void {
		this.text += `${format(...parts)}\n`;
	}
}

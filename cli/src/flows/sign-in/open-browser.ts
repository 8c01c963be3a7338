const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
	darwin: ['open'],
	win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Asks the desktop to open an address. Where there is none, the person has the address and opens it elsewhere. */
export function openBrowser(address: string): void {
	const command = OPENERS[process.platform] ?? ['xdg-open'];
	try {
		Bun.spawn([...command, address], { stdio: ['ignore', 'ignore', 'ignore'] }).unref();
	} catch {
		// No such program: the address was shown.
	}
}

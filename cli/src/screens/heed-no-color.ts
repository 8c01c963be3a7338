/** Whoever asks for no colours is heard: the library that draws heeds only words of its own, and once, when it is loaded. */
export function heedNoColor(env: Record<string, string | undefined> = process.env): void {
	if (env.NO_COLOR) env.FORCE_COLOR = '0';
}

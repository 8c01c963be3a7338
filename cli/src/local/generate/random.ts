import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of choices that is the same for the same seed, on every machine and in every year. */
export interface Random {
	/** A whole number between both ends, inclusive. */
	int(from: number, to: number): number;
	/** True in so many of a hundred cases. */
	percent(share: number): boolean;
	pick<T>(choices: readonly [T, ...T[]]): T;
	/** So many digits, the first of them not 0. */
	digits(count: number): string;
}

export function randomFrom(seed: number): Random {
	const generator = xoroshiro128plus(seed);
	const int = (from: number, to: number) => uniformInt(generator, from, to);
	return {
		int,
		percent: (share) => int(1, 100) <= share,
		pick: (choices) => choices[int(0, choices.length - 1)] ?? choices[0],
		digits: (count) => {
			let text = String(int(1, 9));
			while (text.length < count) text += String(int(0, 9));
			return text;
		},
	};
}

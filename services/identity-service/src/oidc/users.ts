import { createHash, timingSafeEqual } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { User } from '../config';

export type SignIn = { readonly user: User } | { readonly refused: 'wrong' | 'too-many' };

export interface Users {
	find(username: string): User | undefined;
	signIn(username: string, password: string): Promise<SignIn>;
}

const TRIES = { points: 10, duration: 300 };

/** The people of the settings. Guessing is slowed down per name. */
export function createUsers(users: readonly User[]): Users {
	const byName = new Map(users.map((user) => [user.username, user]));
	const failures = new RateLimiterMemory(TRIES);
	return {
		find: (username) => byName.get(username),
		async signIn(username, password) {
			try {
				await failures.consume(username);
			} catch (refused) {
				if (!(refused instanceof RateLimiterRes)) throw refused;
				return { refused: 'too-many' };
			}
			const user = byName.get(username);
			if (!user || !(await isPassword(password, user.password))) return { refused: 'wrong' };
			await failures.delete(username);
			return { user };
		},
	};
}

const HASH = /^\$(argon2(id|i|d)|2[aby])\$/;

const isPassword = async (given: string, kept: string): Promise<boolean> =>
	HASH.test(kept) ? Bun.password.verify(given, kept) : timingSafeEqual(digest(given), digest(kept));

const digest = (text: string) => createHash('sha256').update(text).digest();

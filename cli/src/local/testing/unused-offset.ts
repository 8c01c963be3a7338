/**
 * For a stack of a test's own. All its ports stay below 32,768, where the system begins to hand out ports of its own: above,
 * any connection on the machine may happen to hold one.
 */
export const unusedOffset = (): number => 2_000 + Math.floor(Math.random() * 1_450) * 10;

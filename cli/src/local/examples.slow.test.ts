import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAskes } from './testing/run-askes';
import { unusedOffset } from './testing/unused-offset';

// A whole stack on a busy machine.
setDefaultTimeout(600_000);

const EXAMPLES = join(import.meta.dir, '..', '..', '..', 'examples');
const PORT_OFFSET = String(unusedOffset());

let room: string;
let env: Record<string, string>;

beforeAll(async () => {
	room = mkdtempSync(join(tmpdir(), 'askes-test-'));
	env = { ASKES_HOME: room, ASKES_DATA_DIR: join(room, 'data'), ASKES_PORT_OFFSET: PORT_OFFSET };
	const up = await runAskes(['up'], { env });
	expect({ code: up.code, stderr: up.stderr }).toMatchObject({ code: 0 });
});
afterAll(async () => {
	await runAskes(['down'], { env });
	rmSync(room, { recursive: true, force: true });
});

async function tell(story: string) {
	const child = Bun.spawn([process.execPath, join(EXAMPLES, story)], {
		env: { PATH: process.env.PATH ?? '', ...env },
		stdout: 'pipe',
		stderr: 'pipe',
	});
	const [stdout, stderr, code] = await Promise.all([
		new Response(child.stdout).text(),
		new Response(child.stderr).text(),
		child.exited,
	]);
	return { code, stdout, stderr };
}

test.each([
	['clean-claim.ts', 'is paid: 76.00 by the plan'],
	['duplicate-claim.ts', 'is denied by rule R5'],
	['pended-then-paid.ts', 'received, adjudicating, pended, adjudicating, approved, scheduled, paid'],
	['enrolled-late.ts', 'received, adjudicating, denied, adjudicating, approved, scheduled, paid'],
	['coverage-ended-late.ts', 'takes 68.00 back'],
	['several-products.ts', 'and no other claim is touched'],
])('the story %s comes out on a stack that nothing else has touched', async (story, ending) => {
	expect(await tell(story)).toMatchObject({ code: 0, stdout: expect.stringContaining(ending) });
});

test('the claim of a story is told to a caller by the sum that the story checked', async () => {
	const { stdout } = await tell('clean-claim.ts');
	const [claim = ''] = /CLM-\d+-\d+/.exec(stdout) ?? [];
	const told = await runAskes(['claims', 'explain', claim], { env });
	expect(told.stdout).toContain('Of 180.00 USD billed the plan pays 76.00, and the member owes 84.00.');
	expect(told.stdout).toMatch(/The deductible +-50\.00 +50\.00 +PR-1/);
});

test('payments are listed with the name of who was paid', async () => {
	const { stdout } = await runAskes(['payments', 'list'], { env });
	expect(stdout).toMatch(/PAY-\d{4}-\d{8} .*[A-Z][a-z]+/);
	expect(stdout).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/);
});

test('a claim that is voided says so, and why, and cannot be voided again', async () => {
	const { stdout } = await tell('clean-claim.ts');
	const [claim = ''] = /CLM-\d+-\d+/.exec(stdout) ?? [];
	const voiding = ['claims', 'void', claim, '--reason', 'billed in error'];
	expect(await runAskes(voiding, { env })).toMatchObject({ code: 0, stdout: `${claim} is voided\n` });
	expect((await runAskes(['claims', 'history', claim], { env })).stdout).toContain('billed in error');
	const again = await runAskes([...voiding, '--json'], { env });
	expect([again.code, JSON.parse(again.stdout).code]).toEqual([4, 'CLAIM_ILLEGAL_MOVE']);
});

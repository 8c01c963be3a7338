import { describe, expect, test } from 'bun:test';
import { writeOperationOutcome } from './operation-outcome';
import { FhirError } from './problem';
import { readFhirClaims } from './read-claims';
import { aBundle, aFhirClaim, aFhirItem, readAll, readOne, refusal } from './test-support';

const failure = async (text: string, options = {}) => {
	const error = await readAll(text, options).catch((thrown: unknown) => thrown);
	if (!(error instanceof FhirError)) throw new Error('it was read');
	return error.problem;
};

const PAS = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/';

describe('a claim in a Bundle', () => {
	test('takes patient, provider, member number and payer from the resources beside it', async () => {
		const { claim, warnings } = await readOne(aBundle(aFhirClaim()));
		expect(claim).toMatchObject({
			claim_id: 'A1',
			type: 'professional',
			use: 'claim',
			billing_provider: { npi: '1234567893', name: 'Clinic' },
			patient: { relationship: 'self', last_name: 'Smith', first_name: 'Jane', birth_date: '1980-01-01' },
			subscriber: { member_id: 'M1', last_name: 'Smith' },
			payer: { name: 'Payer One' },
			diagnoses: [{ code: 'E119', system: 'icd-10-cm', role: 'principal' }],
			lines: [
				{
					number: 1,
					procedure_code: '99213',
					code_system: 'hcpcs',
					charge: '150.00',
					diagnosis_pointers: [1],
				},
			],
			total_charge: '150.00',
		});
		expect(warnings.map(({ code }) => code)).toEqual(['AMOUNT_DERIVED']);
	});

	test('may hold half of a character, which nobody could store, and then holds a sign for it', async () => {
		const identifier = [{ value: 'A1\ud800' }];
		const { claim } = await readOne(JSON.stringify(aFhirClaim({ identifier })));
		expect(claim.claim_id).toBe('A1\ufffd');
	});

	const at = (base: string, { entry }: ReturnType<typeof aBundle>) =>
		entry.map(({ resource }) => {
			const { id = 'a1', ...said }: { resourceType: string; id?: string } = resource as never;
			return { fullUrl: `${base}${said.resourceType}/${id}`, resource: said };
		});
	const HERE = 'http://clinic.example/fhir/';

	test('finds them by the addresses of their entries, where they have no id of their own', async () => {
		const { claim } = await readOne({ ...aBundle(), entry: at(HERE, aBundle(aFhirClaim())) });
		expect(claim).toMatchObject({
			billing_provider: { npi: '1234567893' },
			patient: { last_name: 'Smith' },
			subscriber: { member_id: 'M1' },
		});
	});

	test.each([
		['a patient of another server', 'http://elsewhere.example/'],
		['a patient who says no server', ''],
	])('is never taken for that of %s who has the same id', async (_, base) => {
		const other = { resourceType: 'Patient', id: 'p1', name: [{ family: 'Other' }] };
		const stranger = { ...(base ? { fullUrl: `${base}Patient/p1` } : {}), resource: other };
		const entry = [stranger, ...at(HERE, aBundle(aFhirClaim()))];
		const { claim } = await readOne({ ...aBundle(), entry });
		expect(claim.patient.last_name).toBe('Smith');
		const strangers = [stranger, { fullUrl: 'http://third.example/Patient/p1', resource: other }];
		const without = [...strangers, ...entry.slice(1)].filter(
			({ fullUrl }) => fullUrl !== `${HERE}Patient/p1`,
		);
		const { claim: unnamed, warnings } = await readOne({ ...aBundle(), entry: without });
		expect(unnamed.patient.last_name).toBeUndefined();
		expect(warnings.map(({ code }) => code)).toContain('REFERENCE_AMBIGUOUS');
	});

	test('is not taken for the one whose absolute address has only the end in common', async () => {
		const claim = aFhirClaim({ patient: { reference: 'http://elsewhere.example/Patient/p1' } });
		const entry = at(HERE, aBundle(claim)).map(({ fullUrl, resource }) => ({
			fullUrl,
			resource: { ...resource, id: fullUrl.split('/').at(-1) },
		}));
		const { claim: read, warnings } = await readOne({ ...aBundle(), entry });
		expect(read.patient.last_name).toBeUndefined();
		expect(warnings.map(({ code }) => code)).toContain('REFERENCE_UNRESOLVED');
	});

	test('that refers to somebody outside names the reference, and says so', async () => {
		const { claim, warnings } = await readOne(aFhirClaim());
		expect(claim.billing_provider).toEqual({
			identifiers: [{ qualifier: 'fhir-reference', value: 'Organization/o1' }],
		});
		expect(warnings.filter(({ code }) => code === 'REFERENCE_UNRESOLVED').map(({ path }) => path)).toContain(
			'Claim.provider',
		);
	});

	test('may find its provider in what it contains', async () => {
		const contained = [
			{ resourceType: 'Practitioner', id: 'doc', name: [{ family: 'Doe', prefix: ['Dr.'] }] },
		];
		const { claim } = await readOne(aBundle(aFhirClaim({ contained, provider: { reference: '#doc' } })));
		expect(claim.billing_provider).toEqual({ last_name: 'Doe', prefix: 'Dr.' });
	});

	test.each([
		[['modifierextension-infoCancelled', 'extension-itemCancelled'], true, '8'],
		[['extension-itemCancelled'], false, '1'],
	])(
		'for a preauthorization whose items are marked by %j as %p has the frequency %s',
		async (names, isCancelled, frequency) => {
			const item = names.map((name, at) =>
				aFhirItem({ sequence: at + 1, modifierExtension: [{ url: PAS + name, valueBoolean: isCancelled }] }),
			);
			const { claim, warnings } = await readOne(aBundle(aFhirClaim({ use: 'preauthorization', item })));
			expect(claim.frequency_code).toBe(frequency);
			expect(warnings.map(({ code }) => code)).not.toContain('MODIFIER_EXTENSION');
			const bill = await readOne(aBundle(aFhirClaim({ item })));
			expect(bill.warnings.map(({ code }) => code)).toContain('MODIFIER_EXTENSION');
		},
	);

	test.each([
		['subscriber', 'no'],
		['provider', 'yes'],
		['other', undefined],
	])(
		'whose payee is the %s says whether the benefits were assigned to the provider',
		async (code, assigned) => {
			const payee = { type: { coding: [{ code }] } };
			const { claim } = await readOne(aBundle(aFhirClaim({ payee })));
			expect(claim.benefits_assigned).toBe(assigned as never);
			const isKept = (claim.source.extras ?? []).some(({ path }) => path.endsWith('.payee'));
			expect(isKept).toBe(assigned === undefined);
		},
	);

	test('may have its care given at a place, whose one address is no list', async () => {
		const place = { resourceType: 'Location', id: 'l1', name: 'Ward', address: { city: 'Springfield' } };
		const { entry, ...bundle } = aBundle(aFhirClaim({ facility: { reference: 'Location/l1' } }));
		const { claim } = await readOne({ ...bundle, entry: [...entry, { resource: place }] });
		expect(claim.service_facility).toEqual({ name: 'Ward', address: { city: 'Springfield' } });
	});

	test.each(['1980', '1980-02'])(
		'may leave open on which day of %s a patient was born',
		async (birthDate) => {
			const bundle = aBundle(aFhirClaim({ billablePeriod: { start: birthDate } }));
			const text = JSON.stringify(bundle).replace('1980-01-01', birthDate);
			const { claim, warnings } = await readOne(text);
			expect(claim.patient.birth_date).toBeUndefined();
			expect(claim.statement_from).toBeUndefined();
			expect(warnings.filter(({ code }) => code === 'DATE_PARTIAL').map(({ path }) => path)).toEqual([
				'Bundle.entry[0].resource.billablePeriod.start',
				'Bundle.entry[1].resource.birthDate',
			]);
			expect(claim.source.extras).toContainEqual({
				path: 'Bundle.entry[0].resource.billablePeriod',
				value: JSON.stringify({ start: birthDate }),
			});
		},
	);

	test('says where a text is none, also where it can do without', async () => {
		const productOrService = { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: ['99213'] }] };
		const { claim, warnings } = await readOne(
			aBundle(aFhirClaim({ item: [aFhirItem({ productOrService })] })),
		);
		expect(claim.lines[0]?.procedure_code).toBeUndefined();
		expect(warnings).toMatchObject([
			{ code: 'STRUCTURE', path: 'Bundle.entry[0].resource.item[0].productOrService.coding[0].code' },
			{ code: 'AMOUNT_DERIVED' },
		]);
	});

	test('knows a patient whose name is one text', async () => {
		const contained = [{ resourceType: 'Patient', id: 'me', name: [{ text: 'Siti Rahayu' }] }];
		const { claim } = await readOne(aBundle(aFhirClaim({ contained, patient: { reference: '#me' } })));
		expect(claim.patient.last_name).toBe('Siti Rahayu');
	});

	test('takes the place of a claim alone, and not of the preauthorization that it had', async () => {
		const prior = { ...aFhirClaim({ use: 'preauthorization' }), id: 'pa1' };
		const related = [{ relationship: { coding: [{ code: 'prior' }] }, claim: { reference: 'Claim/pa1' } }];
		const [, claim] = await readAll(aBundle(prior, aFhirClaim({ related })));
		expect(claim).toMatchObject({ claim: { use: 'claim', frequency_code: '1' } });
		const update = await readAll(aBundle(prior, aFhirClaim({ use: 'preauthorization', related })));
		expect(update[1]).toMatchObject({ claim: { frequency_code: '7', original_claim_number: 'A1' } });
	});

	test.each([
		['initial', [undefined, 'I'], '1'],
		['a revision', ['I', 'S'], '7'],
		['a revision, where only some of it is cancelled', ['I', '3'], '7'],
		['a cancellation', ['3', '3'], '8'],
	])('that asks for a preauthorization says whether it is %s', async (_, types, frequency) => {
		const item = types.map((code, at) =>
			aFhirItem({
				sequence: at + 1,
				extension: code && [
					{ url: `${PAS}extension-certificationType`, valueCodeableConcept: { coding: [{ code }] } },
				],
				...(code === '3'
					? { modifierExtension: [{ url: `${PAS}modifierextension-infoCancelled`, valueBoolean: true }] }
					: {}),
			}),
		);
		const { claim, warnings } = await readOne(aBundle(aFhirClaim({ use: 'preauthorization', item })));
		expect(claim.frequency_code).toBe(frequency);
		expect(warnings.map(({ code }) => code)).not.toContain('MODIFIER_EXTENSION');
	});

	test('that replaces a prior claim carries its number, and a cancelled claim is a void', async () => {
		const related = [{ relationship: { coding: [{ code: 'prior' }] }, reference: { value: 'P-77' } }];
		const replacing = await readOne(aBundle(aFhirClaim({ related })));
		expect(replacing.claim).toMatchObject({ frequency_code: '7', original_claim_number: 'P-77' });
		const cancelled = await readOne(aBundle(aFhirClaim({ status: 'cancelled' })));
		expect(cancelled.claim.frequency_code).toBe('8');
	});

	test('keeps what no field takes, with its digits, beside the claim', async () => {
		const text = JSON.stringify(
			aBundle(aFhirClaim({ accident: { date: '2026-02-01' }, fundsReserve: { text: 'none' } })),
		);
		const { claim } = await readOne(text.replace('"text":"none"', '"coding":[{"extra":1.10}]'));
		const extras = Object.fromEntries((claim.source.extras ?? []).map(({ path, value }) => [path, value]));
		expect(extras).toMatchObject({
			'Bundle.entry[0].resource.accident': '{"date":"2026-02-01"}',
			'Bundle.entry[0].resource.fundsReserve': '{"coding":[{"extra":1.10}]}',
		});
	});
});

describe('amounts', () => {
	const withNet = (net: string) =>
		JSON.stringify(aBundle(aFhirClaim())).replace('"value":150', `"value":${net}`);

	test.each([
		['0.1', '0.10'],
		['80.0', '80.00'],
		['1.5e2', '150.00'],
		['99999999999.99', '99999999999.99'],
		['10.1000', '10.10'],
	])('%s is read to the cent', async (written, charge) => {
		expect((await readOne(withNet(written))).claim.lines[0]?.charge).toBe(charge);
	});

	test.each([
		['10.001', 'AMOUNT_PRECISION'],
		['-5', 'AMOUNT_NEGATIVE'],
		['1e40', 'AMOUNT_TOO_LARGE'],
		['1e999', 'AMOUNT_TOO_LARGE'],
		['1e-999', 'AMOUNT_PRECISION'],
		['100000000000.00', 'AMOUNT_TOO_LARGE'],
	])('%s is refused where it stands', async (written, code) => {
		expect(await refusal(withNet(written))).toEqual([`${code} Bundle.entry[0].resource.item[0].net.value`]);
	});

	test('price, quantity and factor make a line that has no net amount', async () => {
		const item = [
			aFhirItem({
				net: undefined,
				unitPrice: { value: 19.99, currency: 'USD' },
				quantity: { value: 3 },
				factor: 0.5,
			}),
		];
		expect(await refusal(aBundle(aFhirClaim({ item })))).toEqual([
			'AMOUNT_PRECISION Bundle.entry[0].resource.item[0].unitPrice.value',
		]);
		const whole = [
			aFhirItem({ net: undefined, unitPrice: { value: 19.99, currency: 'USD' }, quantity: { value: 3 } }),
		];
		expect((await readOne(aBundle(aFhirClaim({ item: whole })))).claim.lines[0]).toMatchObject({
			units: 3,
			charge: '59.97',
		});
	});

	test('two currencies in one claim are refused, and a claim in rupiah has two decimals', async () => {
		const item = [aFhirItem(), aFhirItem({ sequence: 2, net: { value: 5, currency: 'EUR' } })];
		expect(await refusal(aBundle(aFhirClaim({ item })))).toEqual([
			'CURRENCY_MIXED Bundle.entry[0].resource.item[1].net.currency',
		]);
		const rupiah = [aFhirItem({ net: { value: 250000, currency: 'IDR' } })];
		expect((await readOne(aBundle(aFhirClaim({ item: rupiah })))).claim).toMatchObject({
			currency: 'IDR',
			total_charge: '250000.00',
		});
	});
});

describe('a claim that is refused', () => {
	test.each([
		['without lines', { item: [] }, 'LINES_MISSING Bundle.entry[0].resource.item'],
		['as a draft', { status: 'draft' }, 'STATUS Bundle.entry[0].resource.status'],
		['of an unknown use', { use: 'wish' }, 'CODE_INVALID Bundle.entry[0].resource.use'],
		['without a provider', { provider: undefined }, 'REQUIRED Bundle.entry[0].resource.provider'],
		[
			'with a day that no calendar has',
			{ item: [aFhirItem({ servicedDate: '2026-02-30' })] },
			'DATE_INVALID Bundle.entry[0].resource.item[0].servicedDate',
		],
		['with a text where a list belongs', { item: 'none' }, 'STRUCTURE Bundle.entry[0].resource.item'],
	])('%s says why, by FHIRPath', async (_, change, reason) => {
		expect(await refusal(aBundle(aFhirClaim(change)))).toContain(reason);
	});

	test('does not keep the next one from being read', async () => {
		const readings = await readAll(aBundle(aFhirClaim({ use: 'wish' }), aFhirClaim()));
		expect(readings.map(({ kind }) => kind)).toEqual(['rejected', 'claim', 'document']);
	});

	test('is told as an OperationOutcome', async () => {
		const [rejected] = await readAll(aBundle(aFhirClaim({ use: 'wish' })));
		if (rejected?.kind !== 'rejected') throw new Error('not refused');
		expect(writeOperationOutcome(rejected.problems)).toMatchObject({
			resourceType: 'OperationOutcome',
			issue: [{ severity: 'error', code: 'code-invalid', expression: ['Bundle.entry[0].resource.use'] }],
		});
	});
});

describe('a file', () => {
	const ndjson = [aFhirClaim({ id: '1' }), aFhirClaim({ id: '2' })].map((claim) => JSON.stringify(claim));

	test('of NDJSON is read line by line, and a broken line costs only itself', async () => {
		const broken = '{"resourceType": "Claim", "use": claim}';
		const readings = await readAll([ndjson[0], broken, '', ndjson[1]].join('\r\n'));
		expect(readings.map(({ kind }) => kind)).toEqual(['claim', 'document', 'problem', 'claim', 'document']);
		expect(readings.find(({ kind }) => kind === 'problem')).toMatchObject({
			problem: { code: 'JSON_INVALID', line: 2, column: 34 },
		});
		expect(readings.flatMap((one) => (one.kind === 'claim' ? [one.claim.source.position] : []))).toEqual([
			1, 2,
		]);
	});

	test('a line of NDJSON that is no UTF-8 costs only itself', async () => {
		const broken = Buffer.from(JSON.stringify({ resourceType: 'Claim', id: 'Mü' }), 'latin1');
		const lines = [Buffer.from(`${ndjson[0]}\n`), broken, Buffer.from(`\n${ndjson[1]}`)];
		const readings = await Array.fromAsync(readFhirClaims(Buffer.concat(lines)));
		expect(readings.map(({ kind }) => kind)).toEqual(['claim', 'document', 'problem', 'claim', 'document']);
		expect(readings[2]).toMatchObject({
			problem: { code: 'ENCODING', line: 2 },
			text: expect.stringContaining('Mü'),
		});
	});

	test('a line of NDJSON that is JSON and no R4 costs only itself, too', async () => {
		const stu3 = '{"resourceType":"ExplanationOfBenefit","information":[]}';
		const readings = await readAll([ndjson[0], '{"a":1}', stu3, ndjson[1]].join('\n'));
		expect(readings.filter(({ kind }) => kind === 'problem')).toMatchObject([
			{ problem: { code: 'NOT_FHIR', line: 2 }, text: '{"a":1}' },
			{ problem: { code: 'VERSION_UNSUPPORTED', line: 3 }, text: stu3 },
		]);
		expect(readings.filter(({ kind }) => kind === 'claim')).toHaveLength(2);
	});

	test('what may turn the meaning of a claim around is said, on the claim as on its lines', async () => {
		const modifierExtension = [{ url: 'http://payer.example/not', valueBoolean: true }];
		const claim = aFhirClaim({ modifierExtension, item: [aFhirItem({ modifierExtension })] });
		const [reading] = await readAll(claim);
		const warnings = reading?.kind === 'claim' ? reading.warnings : [];
		expect(warnings.filter(({ code }) => code === 'MODIFIER_EXTENSION')).toMatchObject([
			{ path: 'Claim.modifierExtension[0]' },
			{ path: 'Claim.item[0].modifierExtension[0]' },
		]);
	});

	test('whose amounts name no currency is taken for dollars aloud, unless it is said', async () => {
		const text = JSON.stringify(aFhirClaim({})).replaceAll(/,"currency":"[A-Z]+"/g, '');
		const codes = async (options = {}) =>
			(await readAll(text, options)).flatMap((one) =>
				one.kind === 'claim' ? one.warnings.map(({ code }) => code) : [],
			);
		expect(await codes()).toContain('CURRENCY_ASSUMED');
		expect(await codes({ currency: 'USD' })).not.toContain('CURRENCY_ASSUMED');
	});

	test('in pieces that cut characters reads the same', async () => {
		const text = `\ufeff${JSON.stringify(aBundle(aFhirClaim({ accident: { note: 'Ünïcödé 漢字' } })), null, 2)}`;
		const bytes = new TextEncoder().encode(text);
		const pieces = Array.from({ length: bytes.length }, (_, at) => bytes.slice(at, at + 1));
		const readings = [];
		for await (const reading of readFhirClaims(pieces)) readings.push(reading);
		expect(readings).toEqual(await readAll(text));
		expect(readings).toHaveLength(2);
	});

	test('nested without end is refused before it can do harm', async () => {
		expect(await failure('['.repeat(1_000_000))).toMatchObject({ code: 'TOO_DEEP' });
		expect(await failure('{"a":'.repeat(1_000_000))).toMatchObject({ code: 'TOO_DEEP' });
	});

	test('longer than may be held in memory is refused', async () => {
		expect(
			await failure(`{"resourceType":"Claim","a":"${'x'.repeat(5000)}"`, { mostCharacters: 1000 }),
		).toMatchObject({
			code: 'TOO_LARGE',
		});
	});

	test.each([
		['', 'TRUNCATED'],
		['{"resourceType": "Claim"', 'TRUNCATED'],
		['<Claim xmlns="http://hl7.org/fhir"/>', 'XML_UNSUPPORTED'],
		['{"resource": "Claim"}', 'NOT_FHIR'],
		['{"resourceType": "Claim",\n "use": "claim",\n "use": "x"}', 'FIELD_REPEATED'],
		['{"resourceType": "Claim",\n "item": [01]}', 'JSON_INVALID'],
		['{"resourceType": "Claim",\n "organization": {}}', 'VERSION_UNSUPPORTED'],
		['{"resourceType": "Coverage",\n "kind": "insurance"}', 'VERSION_UNSUPPORTED'],
		['ISA*00*', 'JSON_INVALID'],
	])('%j is refused as %s', async (text, code) => {
		expect(await failure(text)).toMatchObject({ code });
	});

	test.each([
		['DSTU2', { type: 'institutional', organization: {} }, 'Claim.type'],
		['DSTU2', { coverage: [] }, 'Claim.coverage'],
		['STU3', { item: [{ sequence: 1, service: {} }] }, 'Claim.item[0].service'],
		['STU3', { total: { value: 1, system: 'urn:iso:std:iso:4217', code: 'IDR' } }, 'Claim.total.code'],
		['R5', { diagnosisRelatedGroup: {} }, 'Claim.diagnosisRelatedGroup'],
		['R5', { item: [{ sequence: 1, tax: { value: 1 } }] }, 'Claim.item[0].tax'],
	])('of %s is refused as that, by what gives it away', async (version, fields, path) => {
		const { message, ...problem } = await failure(JSON.stringify({ resourceType: 'Claim', ...fields }));
		expect(problem).toMatchObject({ code: 'VERSION_UNSUPPORTED', path });
		expect(message).toContain(`this is ${version}`);
	});

	test('that is not UTF-8 is refused', async () => {
		const bytes = Uint8Array.of(0x7b, 0xff, 0xfe);
		const reading = (async () => {
			for await (const _ of readFhirClaims(bytes)) throw new Error('it was read');
		})();
		await expect(reading).rejects.toMatchObject({ problem: { code: 'ENCODING' } });
	});

	test('cannot change a prototype through its field names', async () => {
		const text = JSON.stringify(aBundle(aFhirClaim())).replace('"use"', '"__proto__":{"isAdmin":true},"use"');
		const { claim } = await readOne(text);
		expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
		expect(claim.source.extras).toContainEqual({
			path: 'Bundle.entry[0].resource.__proto__',
			value: '{"isAdmin":true}',
		});
	});

	test('cut or damaged anywhere is read or refused by name, never a crash', async () => {
		const text = JSON.stringify(aBundle(aFhirClaim()));
		for (let at = 0; at < text.length; at += 7) {
			for (const damaged of [
				text.slice(0, at),
				`${text.slice(0, at)}"${text.slice(at + 1)}`,
				`${text.slice(0, at)}9${text.slice(at + 1)}`,
			]) {
				const error = await readAll(damaged).then(
					() => undefined,
					(thrown: unknown) => thrown,
				);
				if (error !== undefined) expect(error).toBeInstanceOf(FhirError);
			}
		}
	});
});

test('a provider that a reference names by NPI alone is known by it', async () => {
	const identifier = { system: 'http://hl7.org/fhir/sid/us-npi', value: '1234567893' };
	const { claim } = await readOne(aBundle(aFhirClaim({ provider: { identifier, display: 'Clinic' } })));
	expect(claim.billing_provider).toEqual({ npi: '1234567893', name: 'Clinic' });
});

test('a claim within Parameters is read as in a Bundle', async () => {
	const parameter = [{ name: 'resource', resource: aBundle(aFhirClaim()) }];
	const { claim } = await readOne({ resourceType: 'Parameters', parameter });
	expect(claim.subscriber.member_id).toBe('M1');
});

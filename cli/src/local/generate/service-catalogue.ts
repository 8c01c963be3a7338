/** A service that the generated providers render: its code, its usual price in whole currency units, and its benefit. */
export interface GeneratedService {
	readonly code: string;
	readonly price: number;
	readonly benefit: 'office' | 'diagnostics' | 'therapy' | 'emergency' | 'surgery';
	readonly diagnoses: readonly [string, ...string[]];
	readonly maxUnits: number;
}

export const SERVICES_RENDERED: readonly [GeneratedService, ...GeneratedService[]] = [
	{ code: '99213', price: 95, benefit: 'office', diagnoses: ['J069', 'I10', 'E119'], maxUnits: 1 },
	{ code: '99214', price: 140, benefit: 'office', diagnoses: ['E119', 'I10', 'M545'], maxUnits: 1 },
	{ code: '80053', price: 22, benefit: 'diagnostics', diagnoses: ['E119', 'R5383'], maxUnits: 1 },
	{ code: '85025', price: 15, benefit: 'diagnostics', diagnoses: ['D649', 'R5383'], maxUnits: 1 },
	{ code: '71046', price: 48, benefit: 'diagnostics', diagnoses: ['R05', 'J189'], maxUnits: 1 },
	{ code: '93000', price: 30, benefit: 'diagnostics', diagnoses: ['I10', 'R079'], maxUnits: 1 },
	{ code: '97110', price: 42, benefit: 'therapy', diagnoses: ['M545', 'M25511'], maxUnits: 4 },
	{ code: '97140', price: 38, benefit: 'therapy', diagnoses: ['M545', 'M542'], maxUnits: 3 },
	{ code: '99283', price: 260, benefit: 'emergency', diagnoses: ['R079', 'S93401A'], maxUnits: 1 },
	{ code: '45378', price: 780, benefit: 'surgery', diagnoses: ['Z1211', 'K6389'], maxUnits: 1 },
	{ code: '29881', price: 1450, benefit: 'surgery', diagnoses: ['M23205', 'S83206A'], maxUnits: 1 },
];

/** A service that no generated plan covers. */
export const NOT_A_BENEFIT: GeneratedService = {
	code: '15780',
	price: 900,
	benefit: 'surgery',
	diagnoses: ['L905'],
	maxUnits: 1,
};

/** A service that the generated plans cover, and no generated contract prices. */
export const WITHOUT_A_PRICE: GeneratedService = {
	code: '95816',
	price: 310,
	benefit: 'diagnostics',
	diagnoses: ['R569'],
	maxUnits: 1,
};

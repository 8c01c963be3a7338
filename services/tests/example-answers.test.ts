import { expect, test } from 'bun:test';
import Ajv from 'ajv/dist/2020';
import { Glob } from 'bun';
import { exampleAnswers } from '../example-answers';

const folder = new URL('../../openapi/', import.meta.url).pathname;
const documents = [...new Glob('*-{service,bff}.json').scanSync(folder)].sort();

test.each(documents)('the examples of %s are what its schemas allow', async (file) => {
	const document = await Bun.file(folder + file).json();
	const ajv = new Ajv({ strict: false, validateFormats: false });
	ajv.addSchema(document, 'document');
	const wrong = Object.entries(exampleAnswers(document)).flatMap(([route, { status, data }]) => {
		const [method = '', path = ''] = route.split(' ');
		const place = [
			'paths',
			path,
			method.toLowerCase(),
			'responses',
			`${status}`,
			'content',
			'application/json',
			'schema',
		];
		const pointer = [...place, 'properties', 'data'].map(asPointer).join('/');
		const validate = ajv.compile({ $ref: `document#/${pointer}` });
		return validate(data) ? [] : [`${route}: ${ajv.errorsText(validate.errors)}`];
	});
	expect(wrong).toEqual([]);
});

const asPointer = (part: string): string =>
	encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

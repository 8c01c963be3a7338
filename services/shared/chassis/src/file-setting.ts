import { readFileSync } from 'node:fs';
import { shapeWords } from '@claims-askes/sdk/claim';
import { YAML } from 'bun';
import { z } from 'zod';

/**
 * A setting that names a file in YAML or JSON, read once with the settings. What is wrong with the file is told with their
 * other mistakes: `<path> <complaint>: <reason>`.
 */
export const fileSetting = <Shape extends z.ZodType>(shape: Shape, complaint: string) =>
	z.string().transform((path, context): z.output<Shape> => {
		const refuse = (reason: string) => {
			context.addIssue({ code: 'custom', message: `${path} ${complaint}: ${reason}` });
			return z.NEVER;
		};
		try {
			const { data, error } = shape.safeParse(YAML.parse(readFileSync(path, 'utf8')), { error: shapeWords });
			return data ?? refuse((error?.issues ?? []).map(sentenceOf).join('; '));
		} catch (error) {
			return refuse((error as Error).message);
		}
	});

const sentenceOf = ({ path, message }: z.core.$ZodIssue): string => `${path.join('.')} ${message}`.trim();

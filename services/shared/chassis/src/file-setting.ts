import { readFileSync } from 'node:fs';
import { YAML } from 'bun';
import { z } from 'zod';

/**
 * A setting that names a file in YAML or JSON, read once with the settings. What is wrong with the file is told with their
 * other mistakes: `<path> <complaint>: <reason>`.
 */
export const fileSetting = <Shape extends z.ZodType>(shape: Shape, complaint: string) =>
	z.string().transform((path, context): z.output<Shape> => {
		try {
			return shape.parse(YAML.parse(readFileSync(path, 'utf8')));
		} catch (error) {
			context.addIssue({ code: 'custom', message: `${path} ${complaint}: ${(error as Error).message}` });
			return z.NEVER;
		}
	});

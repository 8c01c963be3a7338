import type { Fragment, Queryable } from './connect';

/**
 * A statement put together from texts, values and fragments: what a template literal says, where the number of parts is
 * known only at run time. A fragment within a fragment for each part would cost the driver several times as much.
 */
export class Statement {
	readonly #texts: string[] = [''];
	readonly #values: unknown[] = [];

	/** Adds SQL as it stands. */
	text(sql: string): this {
		this.#texts[this.#texts.length - 1] += sql;
		return this;
	}

	/** Adds a parameter, or the SQL and the parameters of a fragment. */
	value(value: unknown): this {
		this.#values.push(value);
		this.#texts.push('');
		return this;
	}

	/** Adds a template literal: `` write`insert into tea values (${id})` ``. */
	readonly write = (texts: TemplateStringsArray, ...values: readonly unknown[]): this => {
		this.text(texts[0] ?? '');
		for (const [at, value] of values.entries()) this.value(value).text(texts[at + 1] ?? '');
		return this;
	};

	/** The whole as a query of that connection. */
	on(sql: Queryable): Fragment {
		return sql(templateOf(this.#texts), ...(this.#values as never[]));
	}
}

/** As the driver keeps every template it has ever seen, by identity, the same texts have to be the same template. */
const templates = new Map<string, TemplateStringsArray>();

function templateOf(texts: readonly string[]): TemplateStringsArray {
	const key = texts.join('$');
	const known = templates.get(key);
	if (known) return known;
	const template = Object.assign([...texts], { raw: texts });
	templates.set(key, template);
	return template;
}

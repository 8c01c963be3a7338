import ts from 'typescript';

/**
 * What may be left out may also be given as `undefined`: JSON leaves out both, and the zod types of the same bodies
 * say both, so that a `CanonicalClaim` can be posted by a program that is checked with `exactOptionalPropertyTypes`.
 */
export function allowUndefined(nodes: ts.Node[]): ts.Node[] {
	const { transformed } = ts.transform(nodes, [
		(context) => (root) => {
			const visit = (node: ts.Node): ts.Node => {
				const visited = ts.visitEachChild(node, visit, context);
				return isOptionalProperty(visited) ? orUndefined(visited) : visited;
			};
			return visit(root);
		},
	]);
	return transformed;
}

type OptionalProperty = ts.PropertySignature & { readonly type: ts.TypeNode };

/** A property of type `never` says that a route takes no such thing: it stays absent. */
const isOptionalProperty = (node: ts.Node): node is OptionalProperty =>
	ts.isPropertySignature(node) &&
	node.questionToken !== undefined &&
	node.type !== undefined &&
	node.type.kind !== ts.SyntaxKind.NeverKeyword;

const orUndefined = (property: OptionalProperty): ts.PropertySignature =>
	ts.factory.updatePropertySignature(
		property,
		property.modifiers,
		property.name,
		property.questionToken,
		ts.factory.createUnionTypeNode([
			property.type,
			ts.factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword),
		]),
	);

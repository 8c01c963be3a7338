import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { Elysia } from 'elysia';
import { z } from 'zod';
import { createDocument } from '../../usecases/create-document';
import type { Deps } from '../../usecases/deps';
import { linkDocument } from '../../usecases/link-document';
import { downloadContent, getDocument, getDocuments, listDocuments } from '../../usecases/read-documents';
import { uploadContent } from '../../usecases/upload-content';
import { downloadOf, incomingOf } from './content';
import {
	CreateDocument,
	DocumentKeys,
	DocumentParams,
	DocumentQuery,
	DocumentView,
	LinkDocument,
} from './documents.schemas';

export const documentsRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/documents', tags: ['documents'] })
		.use(access)
		.post('', ({ body, call }) => createDocument(deps, body, call), {
			requires: 'documents:write',
			body: CreateDocument,
			detail: documented({
				operationId: 'createDocument',
				summary: 'Announce a document, or store a small JSON document at once',
				description:
					'A token that is limited to a member or provider names only a claim that it sees (claims:read), and ' +
					'besides itself only those whose claim that is.',
				answers: { 201: DocumentView },
			}),
		})
		.get('', ({ query, call }) => listDocuments(deps, query, call), {
			requires: 'documents:read',
			query: DocumentQuery,
			detail: documented({
				operationId: 'listDocuments',
				summary: 'List documents by claim, member, provider or kind, newest first',
				answers: { 200: z.array(DocumentView) },
			}),
		})
		.post('/batch-get', ({ body, call }) => getDocuments(deps, body, call), {
			requires: 'documents:read',
			body: DocumentKeys,
			detail: documented({
				operationId: 'getDocuments',
				summary: 'Read what is known of many documents, by id or by claim',
				answers: { 200: z.array(DocumentView) },
			}),
		})
		.get('/:id', ({ params, call }) => getDocument(deps, params.id, call), {
			requires: 'documents:read',
			params: DocumentParams,
			detail: documented({
				operationId: 'getDocument',
				summary: 'Read what is known of a document',
				answers: { 200: DocumentView },
			}),
		})
		.patch('/:id', ({ params, body, call }) => linkDocument(deps, params.id, body.claim_id, call), {
			requires: 'documents:write',
			params: DocumentParams,
			body: LinkDocument,
			detail: documented({
				operationId: 'linkDocument',
				summary: 'Say to which claim a document belongs that was uploaded before there was one',
				description:
					'A token that is limited to a member or provider links it only to a claim that it sees (claims:read).',
				answers: { 200: DocumentView },
			}),
		})
		.put(
			'/:id/content',
			({ params, request, call }) => uploadContent(deps, params.id, incomingOf(request), call),
			{
				requires: 'documents:write',
				params: DocumentParams,
				detail: documented({
					operationId: 'uploadContent',
					takesFile: true,
					summary: 'Upload the content of an announced document',
					description:
						'The bytes themselves, as application/octet-stream or in the announced media type. The same content ' +
						'again changes nothing.',
					answers: { 200: DocumentView },
				}),
			},
		)
		.get(
			'/:id/content',
			async ({ params, request, call }) =>
				downloadOf(await downloadContent(deps, params.id, request.headers.get('range'), call)),
			{
				requires: 'documents:read',
				params: DocumentParams,
				detail: documented({
					operationId: 'downloadContent',
					summary: 'Download the content, or with Range a part of it',
					answers: {
						200: { mediaType: 'application/octet-stream', description: 'The content, in its own media type' },
						206: { mediaType: 'application/octet-stream', description: 'The part that was asked for' },
					},
				}),
			},
		);

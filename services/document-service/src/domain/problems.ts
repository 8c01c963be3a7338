import { defineProblems } from '@claims-askes/kernel/problems';

export const DOCUMENT_PROBLEMS = defineProblems({
	CONTENT_DIFFERS: [409, 'The document is stored already, with other content'],
	CONTENT_EMPTY: [422, 'The content is empty'],
	CONTENT_INCOMPLETE: [400, 'The upload ended before all of it had come'],
	CONTENT_MISSING: [404, 'The content of this document has not been uploaded yet'],
	CONTENT_NOT_AS_ANNOUNCED: [422, 'The content is not what was announced: its size or digest differ'],
	CONTENT_NOT_OF_ITS_TYPE: [422, 'The content does not begin like its media type'],
	CONTENT_TOO_LARGE: [413, 'The content is larger than is accepted'],
	DOCUMENT_LINKED: [409, 'The document belongs to another claim already'],
	DOCUMENT_REMOVED: [410, 'The document was kept for its time and removed'],
	RANGE_UNSATISFIABLE: [416, 'The content does not reach that far'],
});

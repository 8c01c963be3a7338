-- Why: providers, and members who are to be paid back, are told that a claim of theirs waits for documents. Which documents
-- may say something of an illness, so that a message tells how many.
insert into templates (topic, locale, version, subject, body) values
	('documents.requested', 'en', 1, 'Documents are needed',
		E'Claim {{claim_number}} waits for {{documents}} document(s). Please send them by {{due}}; without them the claim may be denied in whole or in part.\n\nSign in to see which documents are needed.\n\nReference: {{notification_id}}\n'),
	('documents.requested', 'id', 1, 'Dokumen diperlukan',
		E'Klaim {{claim_number}} menunggu {{documents}} dokumen. Mohon dikirim paling lambat {{due}}; tanpa dokumen tersebut klaim dapat ditolak seluruhnya atau sebagian.\n\nSilakan masuk untuk melihat dokumen yang diperlukan.\n\nReferensi: {{notification_id}}\n');

-- Why: whoever was asked for documents is reminded of them before they are due; how many, as when they were asked for, and not which.
insert into templates (topic, locale, version, subject, body) values
	('documents.awaited', 'en', 1, 'Documents are still needed',
		E'Claim {{claim_number}} still waits for {{documents}} document(s). Please send them by {{due}}; without them the claim may be denied in whole or in part.\n\nSign in to see which documents are needed. If they are on their way, there is nothing to do.\n\nReference: {{notification_id}}\n'),
	('documents.awaited', 'id', 1, 'Dokumen masih diperlukan',
		E'Klaim {{claim_number}} masih menunggu {{documents}} dokumen. Mohon dikirim paling lambat {{due}}; tanpa dokumen tersebut klaim dapat ditolak seluruhnya atau sebagian.\n\nSilakan masuk untuk melihat dokumen yang diperlukan. Abaikan pesan ini jika dokumen sudah dikirim.\n\nReferensi: {{notification_id}}\n');

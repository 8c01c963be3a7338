-- Why: messages go out from the first day; a subject shows on a locked screen, so it speaks of nothing but a statement.
insert into templates (topic, locale, version, subject, body) values
	('eob.ready', 'en', 1, 'A new statement is ready',
		E'An explanation of benefits for {{claims}} claim(s) is ready for you.\n\nSign in to read it. This is not a bill.\n\nReference: {{notification_id}}\n'),
	('eob.ready', 'id', 1, 'Surat keterangan baru sudah tersedia',
		E'Penjelasan manfaat untuk {{claims}} klaim sudah tersedia.\n\nSilakan masuk untuk membacanya. Ini bukan tagihan.\n\nReferensi: {{notification_id}}\n'),
	('remittance.ready', 'en', 1, 'A new remittance advice is ready',
		E'A payment run settled {{claims}} of your claim(s). The remittance advice is ready.\n\nRun: {{run_id}}\nReference: {{notification_id}}\n'),
	('remittance.ready', 'id', 1, 'Rincian pembayaran baru sudah tersedia',
		E'Pembayaran atas {{claims}} klaim Anda sudah diproses. Rincian pembayaran sudah tersedia.\n\nProses pembayaran: {{run_id}}\nReferensi: {{notification_id}}\n');

-- Why: a payment that is void may have gone to a member, who gets no remittance advice.
insert into templates (topic, locale, version, subject, body) values
	('payment.voided', 'en', 2, 'A payment is void',
		E'Payment {{payment_number}} over {{currency}} {{amount}} is void. What is still owed comes with a later payment.\n\nSign in to read about it.\n\nReference: {{notification_id}}\n'),
	('payment.voided', 'id', 2, 'Sebuah pembayaran dibatalkan',
		E'Pembayaran {{payment_number}} sebesar {{currency}} {{amount}} dibatalkan. Jumlah yang masih terutang akan dibayarkan bersama pembayaran berikutnya.\n\nSilakan masuk untuk melihatnya.\n\nReferensi: {{notification_id}}\n');

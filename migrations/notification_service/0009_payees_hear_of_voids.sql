-- Why: a provider whose payment was voided waited for its money, or kept in its books what had been issued in error, until the
-- next 835 said so. That the money comes by a later payment, where it is still owed, holds for both causes.
insert into templates (topic, locale, version, subject, body) values
	('payment.voided', 'en', 1, 'A payment is void',
		E'Payment {{payment_number}} over {{currency}} {{amount}} is void. What is still owed comes with a later payment, whose remittance advice names this number.\n\nSign in to read about it.\n\nReference: {{notification_id}}\n'),
	('payment.voided', 'id', 1, 'Sebuah pembayaran dibatalkan',
		E'Pembayaran {{payment_number}} sebesar {{currency}} {{amount}} dibatalkan. Jumlah yang masih terutang akan dibayarkan bersama pembayaran berikutnya; rincian pembayarannya menyebut nomor ini.\n\nSilakan masuk untuk melihatnya.\n\nReferensi: {{notification_id}}\n');

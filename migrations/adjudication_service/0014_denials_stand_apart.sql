-- Why: what a person denies is kept in reviewed_denials; nobody has written or read it here since.

alter table readjudications drop column denial;

insert into moderation_notices (id, source, subject_kind, subject_id, address, reason, explanation, received_at, status_since)
values ('notice-by-rule', 'rule', 'photo', 'sample-photo', 'https://doctonext.example/annonces/1', 'copyright',
        'La même photo est dans l’annonce d’un autre auteur.', now(), now());

insert into directory_editions (source, file_name, file_sha256, extracted_on, imported_at, lines, people, added, changed, disappeared)
values ('demonstration', 'demonstration', '', null, now() - interval '1 day', 2, 2, 2, 0, 0),
    ('extraction', 'PS_LibreAcces_202611280830.zip', repeat('a', 64), '2026-11-28', now(), 3, 1, 0, 1, 1);
insert into directory_people values
    ('899900000017', '{MOREAU|CLAIRE}', '{10|C}', '{SM54}', '{L,S}', '{23096}', '{SA07,SA01}');
insert into directory_gone select '899900000025', min(id), now() from directory_editions;
insert into directory_density values ('23096', 1, 0, 1, 1), ('23096', 1, 115, 1, 0.5);
insert into directory_loading (file_sha256, lines, started_at) values (repeat('b', 64), 1, now());
insert into directory_lines values ('899900000017', 'MOREAU', 'CLAIRE', '10', 'C', 'SM54', 'L', '23096', 'SA07');
insert into directory_next values
    ('899900000017', '{MOREAU|CLAIRE}', '{10|C}', '{SM54}', '{L}', '{23096}', '{SA07}');

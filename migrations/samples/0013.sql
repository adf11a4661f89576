insert into users (id, name, email) values ('yann', 'Yann Le Guen-O’Brien', 'yann@example.bzh');

-- What the team's pages look people up by.

alter table users add column name_words tsvector generated always as (
    to_tsvector('simple'::regconfig, translate(lower(name), 'àáâãäåçèéêëìíîïñòóôõöùúûüýÿœæ’''-', 'aaaaaaceeeeiiiinooooouuuuyyoa   '))
) stored;
create index users_name_words_idx on users using gin (name_words);
create index users_email_prefix_idx on users (email text_pattern_ops);
create index users_created_at_idx on users (created_at desc, id desc);

comment on column users.name_words is 'The words of the name without accents, for the team to find people by.';

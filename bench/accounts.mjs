// People with accounts, put straight into the database: making them through the forms would measure the forms.

/** The password of everyone here. */
export const PASSWORD = "girafe violette 12";
/** argon2id of it, as the program makes it. */
const HASH = "$argon2id$v=19$m=19456,t=2,p=1$BS9pGjVi5nhfAIRZsbhpOA$Sr4ZRJOfEhDN9B1Xyh/9bsEnT7t7yhwYborAgCQH9Fs";

/** Makes `person-0@example.org` and so on. */
export function makeAccounts(server, howMany) {
  server.sql(`
    insert into users (id, name, email, email_verified, created_at, updated_at)
    select 'person-' || n, 'Personne ' || n, 'person-' || n || '@example.org', true, now(), now() from generate_series(0, ${howMany - 1}) n;
    insert into accounts (id, account_id, provider_id, user_id, password, created_at, updated_at)
    select 'person-' || n || '-credential', 'person-' || n, 'credential', 'person-' || n, '${HASH}', now(), now()
    from generate_series(0, ${howMany - 1}) n`);
}

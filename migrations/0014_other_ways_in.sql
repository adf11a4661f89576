-- What providers of identities give us: the columns have always been there, their contents are sealed now.

comment on column accounts.account_id is 'Identifier of the person at the provider (the claim sub); for a password, of the person here.';
comment on column accounts.provider_id is '"credential" for e-mail and password, else the name of the provider in the settings ([oidc.name]).';
comment on column accounts.access_token is 'Sealed under the key of the person ("v1." and base64url); in clear only while the first Doctonext shares the database.';
comment on column accounts.refresh_token is 'As access_token.';
comment on column accounts.id_token is 'As access_token.';

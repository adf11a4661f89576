insert into accounts (id, account_id, provider_id, user_id, access_token, refresh_token, id_token, scope) values
    ('account-2', '248289761001', 'pro-sante-connect', 'camille', 'v1.AAAA', null, 'v1.BBBB', 'openid');

-- Phase 3, advanced features: contracts, articles, figures.
--
-- A contract is kept whatever becomes of the listing and of the people (restrict everywhere): it is a legal
-- document of both, and the proof of a payment.

create table contract_templates (
    id text primary key,
    name text not null,
    profession text references professions (code) on delete restrict,
    contract_type text not null,
    template_content text not null,
    fields_schema jsonb,
    price_cents integer not null default 500,
    is_active boolean not null default true,
    version text not null default '1.0',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint contract_templates_contract_type_known
        check (contract_type in ('transfer', 'replacement', 'collaboration', 'amendment', 'nda')),
    constraint contract_templates_price_cents_range check (price_cents >= 0)
);
create index contract_templates_profession_idx on contract_templates (profession, contract_type);

comment on table contract_templates is 'Models of contracts. A model in use is not edited: a new version is a new row.';
comment on column contract_templates.profession is 'Code of professions; null when the model serves every profession.';
comment on column contract_templates.template_content is 'Text with placeholders.';
comment on column contract_templates.fields_schema is 'JSON Schema of the fields to fill.';
comment on column contract_templates.price_cents is 'Price of one contract, in cents, taxes included.';
comment on column contract_templates.is_active is 'Offered for new contracts.';
comment on column contract_templates.version is 'Version shown on the contract.';

create table contracts (
    id text primary key,
    listing_id text not null references listings (id) on delete restrict,
    sender_id text not null references users (id) on delete restrict,
    recipient_id text not null references users (id) on delete restrict,
    contract_type text not null,
    template_id text references contract_templates (id) on delete restrict,
    status text not null default 'draft',
    docuseal_document_id text,
    contract_data jsonb,
    payment_intent_id text,
    payment_status text not null default 'unpaid',
    signed_at timestamptz,
    expires_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint contracts_two_people check (sender_id <> recipient_id),
    constraint contracts_contract_type_known
        check (contract_type in ('transfer', 'replacement', 'collaboration', 'amendment', 'nda')),
    constraint contracts_status_known check (status in (
        'draft', 'awaiting_payment', 'ready', 'pending', 'partially_signed', 'signed', 'transmitted', 'closed',
        'declined', 'cancelled', 'expired', 'amended'
    )),
    constraint contracts_payment_status_known check (payment_status in ('unpaid', 'paid', 'refunded')),
    constraint contracts_signed_is_dated
        check (status not in ('signed', 'transmitted', 'closed', 'amended') or signed_at is not null)
);
create index contracts_listing_id_idx on contracts (listing_id);
create index contracts_sender_id_idx on contracts (sender_id);
create index contracts_recipient_id_idx on contracts (recipient_id);
create index contracts_template_id_idx on contracts (template_id);

comment on table contracts is 'Contracts between two people about a listing. Never deleted with either. One contract is paid by at most one payment, named here; the payment''s own papers refer to the contract, not the other way round.';
comment on column contracts.sender_id is 'The one who hands over or is replaced.';
comment on column contracts.recipient_id is 'The one who takes over or replaces.';
comment on column contracts.template_id is 'Model it was made from; null when it came otherwise.';
comment on column contracts.status is 'Place in the life of a contract; pending means out for signature.';
comment on column contracts.docuseal_document_id is 'Identifier at the signature provider.';
comment on column contracts.contract_data is 'Values of the fields of the model, as frozen when sent.';
comment on column contracts.payment_intent_id is 'Identifier of the payment at the payment provider.';
comment on column contracts.payment_status is 'unpaid, paid, refunded; written on the payment provider''s word only.';
comment on column contracts.signed_at is 'When the last party signed.';
comment on column contracts.expires_at is 'When an unsigned contract lapses.';

create table blog_articles (
    id text primary key,
    title text not null,
    slug text not null unique,
    content text not null,
    excerpt text,
    featured_image text,
    author_id text references users (id) on delete set null,
    is_published boolean not null default false,
    seo_title text,
    seo_description text,
    tags text[],
    published_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint blog_articles_slug_present check (slug <> '' and slug !~ '[[:space:]/?#]'),
    constraint blog_articles_published_is_dated check (not is_published or published_at is not null)
);
create index blog_articles_author_id_idx on blog_articles (author_id);
create index blog_articles_published_at_idx on blog_articles (published_at desc) where is_published;

comment on table blog_articles is 'Articles of the resource centre. They outlive their author''s account.';
comment on column blog_articles.slug is 'Last part of the address; kept when the title changes.';
comment on column blog_articles.content is 'Markdown; adopted articles may hold MDX.';
comment on column blog_articles.excerpt is 'What the list of articles prints.';
comment on column blog_articles.featured_image is 'Address of the picture at the top.';
comment on column blog_articles.seo_title is 'Title for search engines, when it differs.';
comment on column blog_articles.seo_description is 'Description for search engines.';

create table listing_analytics (
    id text primary key,
    listing_id text not null references listings (id) on delete cascade,
    event_type text not null,
    user_id text references users (id) on delete set null,
    ip_address text,
    user_agent text,
    referrer text,
    created_at timestamptz not null default now(),
    constraint listing_analytics_event_type_known
        check (event_type in ('view', 'contact', 'favorite', 'unfavorite'))
);
create index idx_analytics_listing_type on listing_analytics (listing_id, event_type, created_at);
create index listing_analytics_user_id_idx on listing_analytics (user_id);
-- Rows arrive in the order of time, so a few kilobytes are enough to find those past their retention period.
create index listing_analytics_created_at_idx on listing_analytics using brin (created_at);

comment on table listing_analytics is 'What happened around a listing, one row per event, written in batches; swept after the retention period.';
comment on column listing_analytics.user_id is 'Who, when signed in.';
comment on column listing_analytics.ip_address is 'Personal: kept truncated, and emptied first by the retention job.';
comment on column listing_analytics.user_agent is 'Browser, as it named itself.';
comment on column listing_analytics.referrer is 'Page they came from, without its query.';

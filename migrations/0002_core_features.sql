-- Phase 1, core features: people, listings, where they lie, what they offer, their files.
--
-- Conventions of all four phases:
--   identifiers are text (UUID v7 made by the application, or the identifier of adopted rows);
--   every moment is timestamptz; updated_at is written by the application, there are no triggers for it;
--   amounts are whole euros unless the name says cents; percentages lie between 0 and 100;
--   an enumeration is text with a check, so that adding a value is one small migration;
--   every foreign key is the leading column of an index and states its rule of deletion.
--
-- People are never deleted while others need what they did: erasing an account pseudonymises the row of users.
-- Therefore whatever a second person relies on refuses the deletion (restrict), and only what belongs to one
-- person alone follows it (cascade).

create table users (
    id text primary key,
    name text not null,
    email text not null unique,
    email_verified boolean not null default false,
    image text,
    avatar text,
    avatar_url text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    stripe_customer_id text,
    profession text references professions (code) on delete restrict,
    specialty text,
    rpps_number text,
    adeli_number text,
    phone text,
    is_verified_professional boolean not null default false,
    bio text,
    role text not null default 'user',
    account_kind text not null default 'practitioner',
    constraint users_specialty_fkey foreign key (profession, specialty)
        references specialties (profession, code) on delete restrict,
    constraint users_specialty_needs_profession check (specialty is null or profession is not null),
    constraint users_email_lowercase check (email = lower(email) and email <> ''),
    constraint users_role_known check (role in ('user', 'moderator', 'admin')),
    constraint users_account_kind_known
        check (account_kind in ('practitioner', 'student', 'organisation', 'public_body', 'agency'))
);
create index idx_users_profession on users (profession, specialty);

comment on table users is 'People with an account. Erasure pseudonymises the row instead of deleting it, because listings, messages and contracts of others refer to it.';
comment on column users.email is 'Sign-in address, in lower case. Replaced by an unusable one when the account is erased.';
comment on column users.image is 'Picture address given by the sign-in provider.';
comment on column users.avatar is 'Storage key of the uploaded picture.';
comment on column users.avatar_url is 'Public address of the uploaded picture.';
comment on column users.stripe_customer_id is 'Customer identifier at the payment provider.';
comment on column users.profession is 'Code of professions.';
comment on column users.specialty is 'Code of specialties within the profession.';
comment on column users.rpps_number is 'National professional number (RPPS), sealed by the application: never stored in clear.';
comment on column users.adeli_number is 'Former professional number (ADELI), sealed by the application: never stored in clear.';
comment on column users.phone is 'Telephone, sealed by the application; shown to another person only with explicit consent.';
comment on column users.is_verified_professional is 'True once the professional number was matched with the national directory; written by verification only.';
comment on column users.bio is 'Public presentation, plain text.';
comment on column users.role is 'Rights on the site: user, moderator, admin.';
comment on column users.account_kind is 'In what quality the person acts: practitioner, student, organisation, public_body, agency.';

create table sessions (
    id text primary key,
    expires_at timestamptz not null,
    token text not null unique,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    ip_address text,
    user_agent text,
    user_id text not null references users (id) on delete cascade
);
create index sessions_user_id_idx on sessions (user_id);
create index sessions_expires_at_idx on sessions (expires_at);

comment on table sessions is 'Signed-in browsers. Expired rows are swept by a job.';
comment on column sessions.token is 'What the cookie proves; unique.';
comment on column sessions.ip_address is 'Address at sign-in: personal, shown to the owner in the list of devices.';
comment on column sessions.user_agent is 'Browser at sign-in, as it named itself.';

create table accounts (
    id text primary key,
    account_id text not null,
    provider_id text not null,
    user_id text not null references users (id) on delete cascade,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at timestamptz,
    refresh_token_expires_at timestamptz,
    scope text,
    password text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint accounts_provider_account_unique unique (provider_id, account_id)
);
create index accounts_user_id_idx on accounts (user_id);

comment on table accounts is 'Ways of signing in: one row per person and provider (a password is the provider "credential").';
comment on column accounts.account_id is 'Identifier of the person at the provider.';
comment on column accounts.provider_id is 'Provider, "credential" for e-mail and password.';
comment on column accounts.password is 'Password hash, never the password; null for outside providers.';
comment on column accounts.scope is 'Rights granted by the provider, as it wrote them.';

create table verifications (
    id text primary key,
    identifier text not null,
    value text not null,
    expires_at timestamptz not null,
    created_at timestamptz default now(),
    updated_at timestamptz default now()
);
create index verifications_identifier_idx on verifications (identifier);
create index verifications_expires_at_idx on verifications (expires_at);

comment on table verifications is 'One-time proofs (confirm an address, reset a password). Expired rows are swept by a job.';
comment on column verifications.identifier is 'What is being proved, for example an e-mail address.';
comment on column verifications.value is 'The secret to present.';

-- reference_id has no foreign key: it may name a person or, later, an organisation. The status is the payment
-- provider's own word and may gain values without notice, so it has no check.
create table subscriptions (
    id text primary key,
    plan text not null,
    reference_id text not null,
    stripe_customer_id text,
    stripe_subscription_id text,
    status text default 'incomplete',
    period_start timestamptz,
    period_end timestamptz,
    cancel_at_period_end boolean default false,
    seats integer,
    trial_start timestamptz,
    trial_end timestamptz,
    constraint subscriptions_seats_range check (seats >= 0)
);
create index subscriptions_reference_id_idx on subscriptions (reference_id);

comment on table subscriptions is 'Paid plans, as the payment provider last told them. Kept when the person leaves: accounting needs them.';
comment on column subscriptions.plan is 'Name of the plan.';
comment on column subscriptions.reference_id is 'Who subscribed: an identifier of users, without a foreign key.';
comment on column subscriptions.status is 'Status in the payment provider''s words.';
comment on column subscriptions.seats is 'Number of people covered.';
comment on column subscriptions.cancel_at_period_end is 'True when it ends with the paid period.';

create table listings (
    id text primary key,
    user_id text not null references users (id) on delete restrict,
    title text not null,
    description text,
    listing_type text not null,
    specialty text,
    status text not null default 'active',
    is_premium boolean not null default false,
    is_urgent boolean not null default false,
    views_count integer not null default 0,
    contacts_count integer not null default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    published_at timestamptz,
    expires_at timestamptz,
    profession text references professions (code) on delete restrict,
    deleted_at timestamptz,
    closing_reason text,
    version integer not null default 1,
    constraint listings_specialty_fkey foreign key (profession, specialty)
        references specialties (profession, code) on delete restrict,
    constraint listings_specialty_needs_profession check (specialty is null or profession is not null),
    constraint listings_title_length check (char_length(btrim(title)) between 3 and 200),
    constraint listings_description_length check (char_length(description) <= 20000),
    constraint listings_listing_type_known
        check (listing_type in ('transfer', 'replacement', 'collaboration', 'availability')),
    constraint listings_status_known check (status in (
        'draft', 'pending_review', 'scheduled', 'active', 'inactive', 'sold', 'expired', 'rejected', 'removed',
        'archived'
    )),
    constraint listings_closing_reason_known
        check (closing_reason in ('found_here', 'found_elsewhere', 'postponed', 'cancelled', 'other')),
    constraint listings_views_count_range check (views_count >= 0),
    constraint listings_contacts_count_range check (contacts_count >= 0),
    constraint listings_version_range check (version >= 1),
    constraint listings_online_is_dated check (status <> 'active' or published_at is not null),
    constraint listings_online_has_profession check (status <> 'active' or profession is not null),
    constraint listings_online_is_not_deleted check (status <> 'active' or deleted_at is null),
    constraint listings_expires_after_publication check (expires_at >= published_at)
);
create index idx_listings_type_specialty on listings (listing_type, specialty);
-- The job that ends listings looks for those that are due, not through all of them.
create index idx_listings_expiry on listings (expires_at) where status = 'active';
create index idx_listings_status_published on listings (status, published_at);
create index listings_user_id_idx on listings (user_id, created_at desc);
create index listings_profession_idx on listings (profession, specialty);

comment on table listings is 'Announcements of every type. Deleting one is setting deleted_at: figures, conversations and contracts outlive it.';
comment on column listings.user_id is 'Owner.';
comment on column listings.title is 'Between 3 and 200 characters.';
comment on column listings.description is 'Plain text written by the owner, at most 20,000 characters.';
comment on column listings.listing_type is 'transfer, replacement (someone is sought), collaboration, or availability (someone offers to replace).';
comment on column listings.profession is 'Code of professions; required once online.';
comment on column listings.specialty is 'Code of specialties within the profession; null when the profession has none or it does not matter.';
comment on column listings.status is 'Place in the life of a listing; only active ones are shown. Written by the transitions of the listings domain.';
comment on column listings.is_premium is 'True while a paid boost runs; written by billing.';
comment on column listings.is_urgent is 'True when the owner marked it urgent and the rules of urgency allow it.';
comment on column listings.views_count is 'Views, folded in from time to time from listing_analytics: never written by a page.';
comment on column listings.contacts_count is 'First messages received, folded in like views_count.';
comment on column listings.published_at is 'When it first came online, or came back after being renewed.';
comment on column listings.expires_at is 'When it stops being shown unless renewed.';
comment on column listings.deleted_at is 'Soft deletion by the owner; such a row is never online.';
comment on column listings.closing_reason is 'Why the owner closed it.';
comment on column listings.version is 'Grows by one with each edit by the owner: two edits at once are noticed.';

create table listing_locations (
    id text primary key,
    listing_id text not null unique references listings (id) on delete cascade,
    address text,
    postal_code text,
    city text not null,
    region text not null,
    department text references departments (code) on delete restrict,
    latitude numeric(9, 6),
    longitude numeric(9, 6),
    medical_density_zone text,
    density_score integer,
    commune_code text references communes (code) on delete restrict,
    visibility text not null default 'commune',
    position geography (Point, 4326) generated always as (
        st_setsrid(st_makepoint(longitude::double precision, latitude::double precision), 4326)::geography
    ) stored,
    constraint listing_locations_postal_code_shape check (postal_code ~ '^[0-9]{5}$'),
    constraint listing_locations_latitude_range check (latitude between -90 and 90),
    constraint listing_locations_longitude_range check (longitude between -180 and 180),
    constraint listing_locations_point_whole check ((latitude is null) = (longitude is null)),
    constraint listing_locations_density_score_range check (density_score between 1 and 10),
    constraint listing_locations_medical_density_zone_known
        check (medical_density_zone in ('over_served', 'under_served', 'balanced')),
    constraint listing_locations_visibility_known check (visibility in ('exact', 'commune', 'area'))
);
create index idx_listings_location_search on listing_locations (region, city, postal_code);
create index listing_locations_department_idx on listing_locations (department);
create index listing_locations_commune_code_idx on listing_locations (commune_code);

comment on table listing_locations is 'Where a listing lies, one row per listing. Address, latitude, longitude and position are private unless visibility is exact.';
comment on column listing_locations.address is 'Street address; private unless visibility is exact.';
comment on column listing_locations.postal_code is 'Five digits.';
comment on column listing_locations.city is 'Name of the commune as shown.';
comment on column listing_locations.region is 'French name of the region, for example Nouvelle-Aquitaine.';
comment on column listing_locations.department is 'Code of departments, for example 23, 2A, 971.';
comment on column listing_locations.latitude is 'Degrees north (WGS 84), exact.';
comment on column listing_locations.longitude is 'Degrees east (WGS 84), exact.';
comment on column listing_locations.medical_density_zone is 'Official density of the profession there, in three classes; written by the import of the zoning.';
comment on column listing_locations.density_score is 'From 1 (very few colleagues) to 10 (very many); written by the import of the zoning.';
comment on column listing_locations.commune_code is 'Code of communes (INSEE).';
comment on column listing_locations.visibility is 'What others see: exact (address), commune (its centre), area (department only, no point).';
comment on column listing_locations.position is 'The exact point, computed from latitude and longitude. Public pages read listing_search.geog instead.';

create table transfer_details (
    id text primary key,
    listing_id text not null unique references listings (id) on delete cascade,
    practice_type text,
    annual_turnover integer,
    charges_percentage numeric(5, 2),
    sale_price integer,
    availability_date date,
    reason_for_transfer text,
    software_used text,
    accompaniment_offered boolean not null default false,
    patient_base_size integer,
    equipment_included boolean not null default false,
    availability_option text,
    transfer_reason text,
    premises text,
    convention_sector text,
    price_on_request boolean not null default false,
    staff_count integer,
    acts_per_week integer,
    constraint transfer_details_practice_type_known check (practice_type in (
        'solo', 'group', 'clinic', 'msp', 'health_center', 'sel', 'scm', 'pharmacy', 'laboratory', 'home', 'other'
    )),
    constraint transfer_details_availability_option_known
        check (availability_option in ('immediately', 'on_date', 'to_discuss')),
    constraint transfer_details_transfer_reason_known check (transfer_reason in (
        'retirement', 'relocation', 'career_change', 'health', 'association', 'reorganisation', 'death', 'other'
    )),
    constraint transfer_details_premises_known check (premises in ('sale', 'rent', 'lease_transfer', 'none')),
    constraint transfer_details_convention_sector_known
        check (convention_sector in ('s1', 's2', 'optam', 's3', 'na')),
    constraint transfer_details_annual_turnover_range check (annual_turnover >= 0),
    constraint transfer_details_charges_percentage_range check (charges_percentage between 0 and 100),
    constraint transfer_details_sale_price_range check (sale_price >= 0),
    constraint transfer_details_patient_base_size_range check (patient_base_size >= 0),
    constraint transfer_details_staff_count_range check (staff_count >= 0),
    constraint transfer_details_acts_per_week_range check (acts_per_week >= 0)
);

comment on table transfer_details is 'What a listing of type transfer adds, at most one row per listing. The listings domain sees to it that details and type agree.';
comment on column transfer_details.annual_turnover is 'Euros a year.';
comment on column transfer_details.charges_percentage is 'Charges as a percentage of the turnover.';
comment on column transfer_details.sale_price is 'Euros.';
comment on column transfer_details.availability_date is 'Meant when availability_option is on_date.';
comment on column transfer_details.reason_for_transfer is 'In the owner''s own words; transfer_reason is the coded one.';
comment on column transfer_details.accompaniment_offered is 'The owner stays for a while to introduce the successor.';
comment on column transfer_details.patient_base_size is 'Patients followed.';
comment on column transfer_details.premises is 'What becomes of the rooms: sale, rent, lease_transfer, none.';
comment on column transfer_details.convention_sector is 'Contract with the health insurance: s1, s2, optam, s3 (none), na (does not apply).';
comment on column transfer_details.price_on_request is 'True hides sale_price from everyone but the owner.';
comment on column transfer_details.staff_count is 'Employees of the practice.';
comment on column transfer_details.acts_per_week is 'Consultations or acts in an ordinary week.';

create table replacement_details (
    id text primary key,
    listing_id text not null unique references listings (id) on delete cascade,
    replacement_type text,
    start_date date,
    end_date date,
    working_days text[],
    has_assistant boolean not null default false,
    housing_provided boolean not null default false,
    fee_share_percentage numeric(5, 2),
    daily_rate integer,
    practical_terms text,
    acts_per_day integer,
    average_fee_cents integer,
    guaranteed_minimum integer,
    students_accepted boolean not null default false,
    software_used text,
    mobility_km integer,
    replacement_reason text,
    constraint replacement_details_replacement_type_known
        check (replacement_type in ('temporary', 'long_term', 'weekend', 'regular', 'emergency')),
    constraint replacement_details_replacement_reason_known check (replacement_reason in (
        'holiday', 'sick', 'maternity', 'training', 'union', 'bereavement', 'other'
    )),
    constraint replacement_details_working_days_known check (
        working_days <@ array['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
        and cardinality(working_days) <= 7
    ),
    constraint replacement_details_dates_ordered check (end_date >= start_date),
    constraint replacement_details_fee_share_percentage_range check (fee_share_percentage between 0 and 100),
    constraint replacement_details_daily_rate_range check (daily_rate >= 0),
    constraint replacement_details_acts_per_day_range check (acts_per_day >= 0),
    constraint replacement_details_average_fee_cents_range check (average_fee_cents >= 0),
    constraint replacement_details_guaranteed_minimum_range check (guaranteed_minimum >= 0),
    constraint replacement_details_mobility_km_range check (mobility_km between 0 and 2000)
);

comment on table replacement_details is 'What a listing of type replacement or availability adds, at most one row per listing.';
comment on column replacement_details.replacement_type is 'temporary, long_term, weekend, regular (fixed days), emergency (starts within 7 days).';
comment on column replacement_details.start_date is 'First day.';
comment on column replacement_details.end_date is 'Last day, included.';
comment on column replacement_details.working_days is 'Days worked in a week, English names in lower case.';
comment on column replacement_details.has_assistant is 'A secretary is there.';
comment on column replacement_details.fee_share_percentage is 'Share of the fees that the replacing colleague keeps.';
comment on column replacement_details.daily_rate is 'Euros a day, when a fixed rate is paid instead of a share.';
comment on column replacement_details.practical_terms is 'In the owner''s own words.';
comment on column replacement_details.average_fee_cents is 'Average fee of an act, in cents.';
comment on column replacement_details.guaranteed_minimum is 'Euros a day paid whatever the activity.';
comment on column replacement_details.students_accepted is 'A student with a replacement licence may apply.';
comment on column replacement_details.mobility_km is 'On availability listings: how far the person goes, in kilometres.';

create table collaboration_details (
    id text primary key,
    listing_id text not null unique references listings (id) on delete cascade,
    collaboration_type text,
    duration_expectation text,
    activity_distribution text,
    activity_distribution_details text,
    space_arrangement text,
    patient_management text,
    investment_required boolean not null default false,
    investment_amount text,
    remuneration_model text,
    specialties_wanted text[],
    experience_required text,
    values_and_goals text,
    fee_percentage numeric(5, 2),
    practice_type text,
    constraint collaboration_details_collaboration_type_known check (collaboration_type in (
        'association', 'partnership', 'group_practice', 'shared_space', 'liberal_collaboration', 'assistant',
        'salaried'
    )),
    constraint collaboration_details_duration_expectation_known
        check (duration_expectation in ('short_term', 'long_term', 'permanent')),
    constraint collaboration_details_activity_distribution_known
        check (activity_distribution in ('full_time', 'part_time')),
    constraint collaboration_details_space_arrangement_known
        check (space_arrangement in ('shared_office', 'separate_offices', 'rotation')),
    constraint collaboration_details_patient_management_known
        check (patient_management in ('shared', 'separate', 'mixed')),
    constraint collaboration_details_practice_type_known check (practice_type in (
        'solo', 'group', 'clinic', 'msp', 'health_center', 'sel', 'scm', 'pharmacy', 'laboratory', 'home', 'other'
    )),
    constraint collaboration_details_fee_percentage_range check (fee_percentage between 0 and 100)
);

comment on table collaboration_details is 'What a listing of type collaboration adds, at most one row per listing.';
comment on column collaboration_details.duration_expectation is 'short_term (under a year), long_term (1 to 5 years), permanent.';
comment on column collaboration_details.activity_distribution_details is 'Days or hours, in the owner''s own words.';
comment on column collaboration_details.patient_management is 'Whose patients: shared, separate, mixed.';
comment on column collaboration_details.investment_amount is 'Amount or words ("to discuss"), as the owner wrote it.';
comment on column collaboration_details.remuneration_model is 'In the owner''s own words.';
comment on column collaboration_details.specialties_wanted is 'Codes of specialties or words of the owner.';
comment on column collaboration_details.experience_required is 'In the owner''s own words.';
comment on column collaboration_details.fee_percentage is 'Share of the fees paid for the means provided (redevance).';

create table listing_media (
    id text primary key,
    listing_id text not null references listings (id) on delete cascade,
    file_url text not null,
    file_name text,
    file_type text,
    file_size integer,
    upload_key text,
    display_order integer not null default 0,
    created_at timestamptz not null default now(),
    constraint listing_media_file_type_known check (file_type in ('image', 'document')),
    constraint listing_media_file_size_range check (file_size >= 0),
    constraint listing_media_display_order_range check (display_order >= 0)
);
create index listing_media_listing_id_idx on listing_media (listing_id, display_order);

comment on table listing_media is 'Photographs and documents of a listing. The stored file is removed by a job after its row.';
comment on column listing_media.file_url is 'Public address.';
comment on column listing_media.file_name is 'Name given by the owner; never used as a path.';
comment on column listing_media.file_size is 'Bytes.';
comment on column listing_media.upload_key is 'Key in the file storage.';
comment on column listing_media.display_order is 'From 0; the first picture is the one on the card.';

-- Zoning: the official files as they came, what changed between them, and the rules of installation that rest on them.

create table zoning_editions (
    id text primary key,
    profession text not null,
    state text not null,
    source text not null,
    dated_on date,
    decree text,
    file_name text not null,
    file_sha256 text not null,
    keyed_by text not null,
    lines integer not null,
    matched integer not null,
    ambiguous integer not null,
    changed integer not null default 0,
    took_ms integer not null,
    imported_at timestamptz not null,
    imported_by text references users (id) on delete restrict,
    decided_at timestamptz,
    decided_by text references users (id) on delete restrict,
    constraint zoning_editions_state_known check (state in ('proposed', 'active', 'replaced', 'refused')),
    constraint zoning_editions_keyed_by_known check (keyed_by in ('commune', 'postal_code')),
    constraint zoning_editions_counts_check check (matched >= 0 and ambiguous >= 0 and matched + ambiguous <= lines),
    constraint zoning_editions_two_people check (decided_by is null or imported_by is null or decided_by <> imported_by)
);

create unique index zoning_editions_active_idx on zoning_editions (profession) where state = 'active';
create index zoning_editions_latest_idx on zoning_editions (profession, imported_at desc);
create index zoning_editions_imported_by_idx on zoning_editions (imported_by) where imported_by is not null;
create index zoning_editions_decided_by_idx on zoning_editions (decided_by) where decided_by is not null;

comment on table zoning_editions is 'One official file of the zoning of one profession. One is in force for each profession; those of before are kept.';
comment on column zoning_editions.profession is 'Code of the profession, as in professions.code.';
comment on column zoning_editions.state is 'proposed: sent by one member of the team, another one decides; active: in force; replaced by a later one; refused.';
comment on column zoning_editions.source is 'Who publishes it, as visitors read it.';
comment on column zoning_editions.dated_on is 'Date of the data, as who imported it said; null when it is not known.';
comment on column zoning_editions.decree is 'The decree (arrêté) that the zoning rests on, when it was given.';
comment on column zoning_editions.file_sha256 is 'Of the bytes of the file, in hexadecimal: the same file again changes nothing.';
comment on column zoning_editions.keyed_by is 'Whether its lines name communes by INSEE code, or by postal code and name.';
comment on column zoning_editions.lines is 'Lines under the headings.';
comment on column zoning_editions.matched is 'Lines that name one commune of today.';
comment on column zoning_editions.ambiguous is 'Lines that may mean several communes; the rest names none.';
comment on column zoning_editions.changed is 'Communes whose class differs from the edition before; all of them for a first edition.';
comment on column zoning_editions.took_ms is 'Milliseconds that reading and writing took.';
comment on column zoning_editions.imported_by is 'The member of the team who sent it; null from the command line.';
comment on column zoning_editions.decided_by is 'The other member of the team who put it in force or refused it; null from the command line.';

create table zoning_lines (
    edition_id text not null references zoning_editions (id) on delete cascade,
    line integer not null,
    key text not null,
    name text not null,
    raw_code text not null,
    commune_code text references communes (code) on delete restrict,
    matched_by text not null,
    primary key (edition_id, line),
    constraint zoning_lines_matched_by_known
        check (matched_by in ('code', 'former_code', 'name', 'former_name', 'file_name', 'ambiguous', 'unknown')),
    constraint zoning_lines_matched_check check ((commune_code is null) = (matched_by in ('ambiguous', 'unknown')))
);

create index zoning_lines_commune_code_idx on zoning_lines (commune_code, edition_id);

comment on table zoning_lines is 'The lines of an official file, as they stand in it, each with the commune of today that it names.';
comment on column zoning_lines.line is 'Number of the line in the file, from 1, headings counted.';
comment on column zoning_lines.key is 'INSEE code, or postal code with its lost zero put back.';
comment on column zoning_lines.name is 'Name of the commune in the file.';
comment on column zoning_lines.raw_code is 'The class as the file writes it, such as 5b_Non_prioritaire.';
comment on column zoning_lines.commune_code is 'The commune of today; several lines name one that was merged.';
comment on column zoning_lines.matched_by is 'How the commune was found: its code, a code or a name of before a merger, its name, or the name that another official file gives it.';

create table zoning_changes (
    edition_id text not null references zoning_editions (id) on delete cascade,
    commune_code text not null references communes (code) on delete restrict,
    before_code text,
    after_code text,
    primary key (edition_id, commune_code),
    constraint zoning_changes_differ check (before_code is distinct from after_code)
);

create index zoning_changes_commune_code_idx on zoning_changes (commune_code);

comment on table zoning_changes is 'Communes whose class differs between an edition and the one that it follows; none for the first of a profession.';
comment on column zoning_changes.before_code is 'Raw class before, several joined by " + "; null when there was none.';
comment on column zoning_changes.after_code is 'Raw class after, several joined by " + "; null when there is none.';

create table installation_rules (
    id text primary key,
    profession text not null,
    zone text not null,
    kind text not null,
    state text not null,
    outcome text,
    title text not null,
    body text not null,
    conditions text,
    amount_euros integer,
    successor_months integer,
    excepted_specialties text[] not null default '{}',
    source text not null,
    source_url text,
    valid_from date not null,
    valid_to date,
    replaces_id text references installation_rules (id) on delete restrict,
    proposed_at timestamptz not null,
    proposed_by text references users (id) on delete restrict,
    decided_at timestamptz,
    decided_by text references users (id) on delete restrict,
    constraint installation_rules_zone_known check (zone in ('very_under_served', 'under_served', 'under_dense',
        'intermediate', 'well_served', 'over_served', 'not_priority', 'zip', 'zac', 'qpv', 'watch', 'regional', 'outside')),
    constraint installation_rules_kind_known check (kind in ('rule', 'aid')),
    constraint installation_rules_state_known check (state in ('proposed', 'active', 'replaced', 'refused')),
    constraint installation_rules_outcome_known check (outcome in ('free', 'one_for_one', 'incentive', 'unknown')),
    constraint installation_rules_outcome_check check ((kind = 'rule') = (outcome is not null)),
    constraint installation_rules_amount_check check (amount_euros is null or (kind = 'aid' and amount_euros > 0)),
    constraint installation_rules_successor_months_check check (successor_months is null or successor_months between 1 and 120),
    constraint installation_rules_dates_check check (valid_to is null or valid_to >= valid_from),
    constraint installation_rules_two_people check (decided_by is null or proposed_by is null or decided_by <> proposed_by),
    constraint installation_rules_one_at_a_time exclude using gist
        (profession with =, zone with =, daterange(valid_from, valid_to, '[]') with &&) where (kind = 'rule' and state = 'active'),
    constraint installation_rules_one_aid_at_a_time exclude using gist
        (profession with =, zone with =, title with =, daterange(valid_from, valid_to, '[]') with &&)
        where (kind = 'aid' and state = 'active')
);

create index installation_rules_replaces_id_idx on installation_rules (replaces_id) where replaces_id is not null;
create index installation_rules_proposed_by_idx on installation_rules (proposed_by) where proposed_by is not null;
create index installation_rules_decided_by_idx on installation_rules (decided_by) where decided_by is not null;

comment on table installation_rules is 'What setting up means for a profession in a class of the zoning, with dates and source; and the aids there. Versions: a rule in force is followed by another, never rewritten.';
comment on column installation_rules.profession is 'Code of the profession, as in professions.code.';
comment on column installation_rules.zone is 'Class of the official zoning, without the spelling of any file.';
comment on column installation_rules.kind is 'rule: whether one may set up, one at a time for a profession and class; aid: an aid, beside it.';
comment on column installation_rules.state is 'proposed: written by one member of the team, another one decides; active; replaced by a later version; refused.';
comment on column installation_rules.outcome is 'Of a rule: free, one_for_one (one departure for one arrival), incentive (free, with aids), unknown (to be asked).';
comment on column installation_rules.conditions is 'What must hold beside, in French.';
comment on column installation_rules.amount_euros is 'Of an aid, when it has an amount.';
comment on column installation_rules.successor_months is 'Months in which a successor must be named after a departure.';
comment on column installation_rules.excepted_specialties is 'Specialties (codes) that the rule does not concern: they set up freely.';
comment on column installation_rules.source is 'Text that the rule comes from.';
comment on column installation_rules.valid_from is 'First day.';
comment on column installation_rules.valid_to is 'Last day; null while it is not known.';
comment on column installation_rules.replaces_id is 'The version that this one follows.';
comment on column installation_rules.proposed_by is 'The member of the team who wrote it; null for those that came with the program.';
comment on column installation_rules.decided_by is 'The other member of the team who put it in force or refused it.';

alter table listing_locations add column zone_code text;

comment on column listing_locations.zone_code is 'Raw class of the zoning that the two density columns come from; the edition in force has its source and date.';
comment on column listing_locations.medical_density_zone is 'Official density of the profession there, in three classes; follows the zoning in force.';
comment on column listing_locations.density_score is 'From 1 (very many colleagues) to 10 (very few: an opportunity); follows the zoning in force, and is never shown alone.';

-- What the program knows of the rules on its first day; the team keeps them up to date from there.
insert into installation_rules (id, profession, zone, kind, state, outcome, title, body, conditions, amount_euros,
    successor_months, excepted_specialties, source, valid_from, proposed_at)
select 'seed-' || profession || '-' || zone || coalesce('-' || suffix, ''), profession, zone, kind, 'active', outcome, title, body,
       conditions, amount, months, coalesce(excepted, '{}'), source, valid_from::date, '2026-11-01T00:00:00Z'
from (values
    ('dentist', 'not_priority', null, 'rule', 'one_for_one', 'Un départ pour une installation',
     'En zone non prioritaire, un chirurgien-dentiste n’est conventionné que s’il succède à un confrère conventionné qui cesse son activité dans la zone.',
     'Le praticien qui part désigne son successeur dans le délai indiqué. Le zonage est révisé tous les deux ans.',
     null::integer, 12, '{orthopedie_dento_faciale,chirurgie_orale_dentaire,medecine_bucco_dentaire}'::text[],
     'Convention nationale des chirurgiens-dentistes, régulation de l’installation au 1er janvier 2025', '2025-01-01'),
    ('physiotherapist', 'not_priority', null, 'rule', 'one_for_one', 'Un départ pour une installation',
     'En zone non prioritaire, un masseur-kinésithérapeute n’est conventionné que s’il succède à un confrère conventionné qui cesse son activité dans la zone.',
     'Le confrère qui part a facturé au moins 1 200 actes l’année précédente, et désigne son successeur dans le délai indiqué.',
     null, 24, null, 'Convention nationale des masseurs-kinésithérapeutes, avenant 7', '2025-01-01'),
    ('physiotherapist', 'over_served', null, 'rule', 'one_for_one', 'Un départ pour une installation',
     'La zone sur-dotée est l’ancien nom de la zone non prioritaire : un masseur-kinésithérapeute n’y est conventionné que s’il succède à un confrère conventionné qui cesse son activité dans la zone.',
     'Le confrère qui part a facturé au moins 1 200 actes l’année précédente, et désigne son successeur dans le délai indiqué.',
     null, 24, null, 'Convention nationale des masseurs-kinésithérapeutes, avenant 7', '2025-01-01'),
    ('nurse', 'over_served', null, 'rule', 'one_for_one', 'Un départ pour une installation',
     'En zone sur-dotée, une infirmière ou un infirmier n’est conventionné que si un confrère conventionné cesse définitivement son activité dans la zone.',
     'Le délai pour désigner le successeur est à demander à la CPAM.',
     null, null, null, 'Convention nationale des infirmiers libéraux, régulation de l’installation', '2025-01-01'),
    ('midwife', 'over_served', null, 'rule', 'one_for_one', 'Un départ pour une installation',
     'En zone sur-dotée, une sage-femme n’est conventionnée que si une consœur ou un confrère conventionné cesse définitivement son activité dans la zone.',
     'Le délai pour désigner le successeur est à demander à la CPAM.',
     null, null, null, 'Convention nationale des sages-femmes, régulation de l’installation', '2025-01-01'),
    ('doctor', 'zip', null, 'rule', 'incentive', 'Installation libre, avec des aides',
     'Les médecins s’installent librement. La zone d’intervention prioritaire ouvre droit aux aides à l’installation.',
     'Une aide ne peut être versée de nouveau pendant dix ans.', null, null, null,
     'Convention médicale, aides à l’installation au 1er janvier 2026 ; zonage : arrêté du 9 mai 2025', '2026-01-01'),
    ('doctor', 'zip', 'installation', 'aid', null, 'Aide à l’installation en ZIP',
     'Versée une fois au médecin qui s’installe en zone d’intervention prioritaire.',
     'Non renouvelable pendant dix ans.', 10000, null, null, 'Convention médicale, aides à l’installation au 1er janvier 2026', '2026-01-01'),
    ('doctor', 'zip', 'secondary', 'aid', null, 'Aide au cabinet secondaire en ZIP',
     'Versée une fois au médecin qui ouvre un cabinet secondaire en zone d’intervention prioritaire.',
     'Non renouvelable pendant dix ans.', 3000, null, null, 'Convention médicale, aides à l’installation au 1er janvier 2026', '2026-01-01'),
    ('doctor', 'zac', null, 'rule', 'incentive', 'Installation libre, avec des aides',
     'Les médecins s’installent librement. La zone d’action complémentaire ouvre droit à une aide à l’installation.',
     'Une aide ne peut être versée de nouveau pendant dix ans.', null, null, null,
     'Convention médicale, aides à l’installation au 1er janvier 2026 ; zonage : arrêté du 9 mai 2025', '2026-01-01'),
    ('doctor', 'zac', 'installation', 'aid', null, 'Aide à l’installation en ZAC',
     'Versée une fois au médecin qui s’installe en zone d’action complémentaire.',
     'Non renouvelable pendant dix ans.', 5000, null, null, 'Convention médicale, aides à l’installation au 1er janvier 2026', '2026-01-01'),
    ('doctor', 'qpv', null, 'rule', 'incentive', 'Installation libre, avec des aides dans le quartier prioritaire',
     'Les médecins s’installent librement. Un quartier prioritaire de la commune est classé ZIP ou ZAC : les aides dépendent de l’adresse exacte.',
     'Demandez à l’ARS si l’adresse du cabinet est dans le quartier.', null, null, null,
     'Zonage médecins, arrêté du 9 mai 2025', '2026-01-01'),
    ('doctor', 'regional', null, 'rule', 'free', 'Installation libre',
     'Les médecins s’installent librement. La zone d’accompagnement régional n’ouvre pas droit aux aides conventionnelles ; l’ARS de la région peut y proposer les siennes.',
     'Demandez à l’ARS quelles aides elle propose.', null, null, null, 'Zonage médecins, arrêté du 9 mai 2025', '2026-01-01'),
    ('doctor', 'watch', null, 'rule', 'free', 'Installation libre',
     'Les médecins s’installent librement. La zone de vigilance est une classe de l’ancien zonage.', null, null, null, null,
     'Zonage médecins, arrêté du 9 mai 2025', '2026-01-01'),
    ('doctor', 'outside', null, 'rule', 'free', 'Installation libre, sans aide conventionnelle',
     'Les médecins s’installent librement. Hors zonage, les aides conventionnelles à l’installation ne sont pas versées.', null, null, null, null,
     'Zonage médecins, arrêté du 9 mai 2025', '2026-01-01')
) as seed (profession, zone, suffix, kind, outcome, title, body, conditions, amount, months, excepted, source, valid_from);

insert into installation_rules (id, profession, zone, kind, state, outcome, title, body, conditions, source, valid_from, proposed_at)
select 'seed-' || trade.profession || '-' || class.zone, trade.profession, class.zone, 'rule', 'active', class.outcome, class.title,
       class.body, class.conditions, trade.source, date '2025-01-01', '2026-11-01T00:00:00Z'
from (values
    ('dentist', 'Convention nationale des chirurgiens-dentistes', '{very_under_served,under_served,intermediate,well_served}'::text[]),
    ('physiotherapist', 'Convention nationale des masseurs-kinésithérapeutes, avenant 7', '{very_under_served,under_served,intermediate,well_served}'),
    ('nurse', 'Convention nationale des infirmiers libéraux', '{very_under_served,under_served,intermediate,well_served}'),
    ('midwife', 'Convention nationale des sages-femmes', '{very_under_served,under_served,intermediate,well_served}'),
    ('speech_therapist', 'Convention nationale des orthophonistes', '{very_under_served,under_dense,under_served,intermediate,well_served,over_served}')
) as trade (profession, source, zones)
join (values
    ('very_under_served', 'incentive', 'Installation libre, aides possibles', 'L’installation n’est pas limitée. La classe ouvre en général droit à des aides conventionnelles.', 'Demandez à la CPAM le montant et les conditions des aides.'),
    ('under_dense', 'incentive', 'Installation libre, aides possibles', 'L’installation n’est pas limitée. La classe ouvre en général droit à des aides conventionnelles.', 'Demandez à la CPAM le montant et les conditions des aides.'),
    ('under_served', 'incentive', 'Installation libre, aides possibles', 'L’installation n’est pas limitée. La classe ouvre en général droit à des aides conventionnelles.', 'Demandez à la CPAM le montant et les conditions des aides.'),
    ('intermediate', 'free', 'Installation libre', 'L’installation n’est pas limitée dans cette classe.', null),
    ('well_served', 'free', 'Installation libre', 'L’installation n’est pas limitée dans cette classe.', null),
    ('over_served', 'free', 'Installation libre', 'L’installation n’est pas limitée dans cette classe : le zonage de cette profession est incitatif.', null)
) as class (zone, outcome, title, body, conditions) on class.zone = any (trade.zones);

-- Searches counted by day, without anybody's name: how much is wanted where, beside how much is offered.

create table search_days (
    profession smallint not null,
    day date not null,
    listing_type smallint not null default 0,
    department smallint not null default 0,
    searches integer not null,
    primary key (profession, day, listing_type, department),
    constraint search_days_searches_check check (searches > 0)
);

create index search_days_day_idx on search_days (day);

comment on table search_days is 'How often listings were searched, by day, profession, type and department: sums alone, robots and the team left out. Kept for thirteen months.';
comment on column search_days.profession is 'professions.key.';
comment on column search_days.day is 'Day in Paris.';
comment on column search_days.listing_type is 'transfer 1, replacement 2, collaboration 3, availability 4; 0 for any.';
comment on column search_days.department is 'departments.key; 0 when the search names none.';
comment on column search_days.searches is 'A browser that asks the same again on the same day counts once for each server process.';

-- The official zoning by department: what a map of the country shows.

create table zoning_departments (
    edition_id text not null references zoning_editions (id) on delete cascade,
    department_code text not null references departments (code) on delete restrict,
    raw_code text not null,
    communes integer not null,
    people bigint not null,
    primary key (edition_id, department_code, raw_code)
);

create index zoning_departments_department_code_idx on zoning_departments (department_code);

comment on table zoning_departments is 'How many communes, and how many of their inhabitants, have each class in each department: made once, when an edition is put in force.';
comment on column zoning_departments.raw_code is 'The class as the file writes it; classes of a commune that has several are joined by " + ".';
comment on column zoning_departments.people is 'Inhabitants of these communes, arrondissements counted in the place of their city.';

insert into zoning_departments (edition_id, department_code, raw_code, communes, people)
select zoned.edition_id, c.department_code, zoned.raw, count(*), sum(c.population)
from (
    select l.edition_id, l.commune_code, string_agg(distinct l.raw_code, ' + ' order by l.raw_code) as raw
    from zoning_lines l join zoning_editions e on e.id = l.edition_id
    where e.state = 'active' and l.commune_code is not null
    group by 1, 2
) zoned
join communes c on c.code = zoned.commune_code
where not exists (
    select from communes part join zoning_lines l on l.commune_code = part.code and l.edition_id = zoned.edition_id
    where part.parent_code = c.code
)
group by 1, 2, 3;

insert into accessibility_runs (started_at, finished_at, source, directory_day, basis, approximate_places, places, pairs, trades_done, trades)
values (now() - interval '1 hour', now(), 'extraction', '2026-11-28', '1 sample', 0, 1, 1, 1, 1);
insert into accessibility_trades select id, 1, 0, 3.5, 0, 27.5 from accessibility_runs;
insert into department_accessibility select id, 1, 0, '23', 27.5, 0 from accessibility_runs;
insert into commune_accessibility select id, 1, 0, '23096', 27.5 from accessibility_runs;

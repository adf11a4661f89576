insert into search_days values (5, '2026-11-28', 1, 23, 12), (5, '2026-11-28', 0, 0, 3);
insert into zoning_departments select id, '23', '2_Sous_dotee', 1, 12734 from zoning_editions limit 1;

-- No new table: the indexes and the counter are tried on the rows of 0019 and 0022.
select 1;

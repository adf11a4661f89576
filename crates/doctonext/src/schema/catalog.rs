//! Reads the tables of the `public` schema from the catalogue of a live database.
//!
//! Tables that belong to an extension and the ledger of migrations are left out. Everything is ordered, so
//! that two databases with the same schema give equal values.

use sqlx::PgPool;

/// Everything that the catalogue says about the tables of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalog {
    /// By name.
    pub tables: Vec<Table>,
    /// By table, then in the order of creation.
    pub columns: Vec<Column>,
    /// By table, then by name.
    pub constraints: Vec<Constraint>,
    /// By table, then by name.
    pub indexes: Vec<Index>,
    /// By table, then by name.
    pub triggers: Vec<Trigger>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Table {
    pub name: String,
    pub comment: Option<String>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Column {
    pub table: String,
    pub name: String,
    /// As `PostgreSQL` writes it: `timestamp with time zone`, `numeric(5,2)`, `text[]`.
    pub kind: String,
    pub not_null: bool,
    /// The expression of the default; for a generated column, the one that computes it.
    pub default: Option<String>,
    /// Computed by the database from other columns.
    pub generated: bool,
    /// Numbered by the database.
    pub identity: bool,
    pub comment: Option<String>,
}

/// A constraint of a table.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Constraint {
    pub table: String,
    pub name: String,
    /// `c` check, `f` foreign key, `p` primary key, `u` unique.
    pub kind: String,
    /// In the order of the constraint.
    pub columns: Vec<String>,
    /// For a foreign key, the table that it points to.
    pub target: Option<String>,
    /// For a foreign key, the columns that it points to.
    pub target_columns: Vec<String>,
    /// For a foreign key: `restrict`, `cascade`, `set null`, `set default`, `no action`.
    pub on_delete: Option<String>,
    /// As `PostgreSQL` writes it.
    pub definition: String,
}

/// An index of a table.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Index {
    pub table: String,
    pub name: String,
    pub unique: bool,
    /// True when it covers only a part of the rows.
    pub partial: bool,
    /// Columns or expressions, in order.
    pub columns: Vec<String>,
    /// As `PostgreSQL` writes it.
    pub definition: String,
}

/// A trigger of a table.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Trigger {
    pub table: String,
    pub name: String,
    /// The function that it runs.
    pub function: String,
    /// What the function is for.
    pub comment: Option<String>,
}

impl Catalog {
    /// Reads the whole catalogue, in five statements.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn read(pool: &PgPool) -> sqlx::Result<Self> {
        Ok(Self {
            tables: tables(pool).await?,
            columns: columns(pool).await?,
            constraints: constraints(pool).await?,
            indexes: indexes(pool).await?,
            triggers: triggers(pool).await?,
        })
    }

    /// The table of that name.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// The column of that name.
    #[must_use]
    pub fn column(&self, table: &str, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.table == table && column.name == name)
    }

    /// The columns of a table, in order.
    pub fn columns_of<'a>(&'a self, table: &'a str) -> impl Iterator<Item = &'a Column> {
        self.columns.iter().filter(move |column| column.table == table)
    }

    /// The constraints of a table that are of that kind (see [`Constraint::kind`]).
    pub fn constraints_of<'a>(
        &'a self,
        table: &'a str,
        kind: &'a str,
    ) -> impl Iterator<Item = &'a Constraint> {
        self.constraints.iter().filter(move |constraint| constraint.table == table && constraint.kind == kind)
    }

    /// The indexes of a table, those of its constraints included.
    pub fn indexes_of<'a>(&'a self, table: &'a str) -> impl Iterator<Item = &'a Index> {
        self.indexes.iter().filter(move |index| index.table == table)
    }

    /// The triggers of a table.
    pub fn triggers_of<'a>(&'a self, table: &'a str) -> impl Iterator<Item = &'a Trigger> {
        self.triggers.iter().filter(move |trigger| trigger.table == table)
    }
}

async fn tables(pool: &PgPool) -> sqlx::Result<Vec<Table>> {
    sqlx::query_as(
        "select c.relname::text as name, obj_description(c.oid, 'pg_class') as comment
         from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
           and c.relname <> '_sqlx_migrations'
           and not exists (
               select from pg_depend d
               where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
         order by c.relname::text collate \"C\"",
    )
    .fetch_all(pool)
    .await
}

async fn columns(pool: &PgPool) -> sqlx::Result<Vec<Column>> {
    sqlx::query_as(
        "select c.relname::text as table, a.attname::text as name,
                format_type(a.atttypid, a.atttypmod) as kind, a.attnotnull as not_null,
                pg_get_expr(d.adbin, d.adrelid) as default, a.attgenerated <> '' as generated,
                a.attidentity <> '' as identity, col_description(c.oid, a.attnum) as comment
         from pg_class c
         join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
         left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
         order by c.relname::text collate \"C\", a.attnum",
    )
    .fetch_all(pool)
    .await
}

async fn constraints(pool: &PgPool) -> sqlx::Result<Vec<Constraint>> {
    sqlx::query_as(
        "select c.relname::text as table, k.conname::text as name, k.contype::text as kind,
                array(select a.attname::text
                      from unnest(k.conkey) with ordinality as u (attnum, rank)
                      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum
                      order by u.rank) as columns,
                f.relname::text as target,
                array(select a.attname::text
                      from unnest(k.confkey) with ordinality as u (attnum, rank)
                      join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.attnum
                      order by u.rank) as target_columns,
                case when k.contype = 'f' then
                    case k.confdeltype when 'r' then 'restrict' when 'c' then 'cascade' when 'n' then 'set null'
                                       when 'd' then 'set default' else 'no action' end
                end as on_delete,
                pg_get_constraintdef(k.oid, true) as definition
         from pg_constraint k
         join pg_class c on c.oid = k.conrelid
         left join pg_class f on f.oid = k.confrelid
         where c.relnamespace = 'public'::regnamespace and k.contype in ('c', 'f', 'p', 'u')
         order by c.relname::text collate \"C\", k.conname::text collate \"C\"",
    )
    .fetch_all(pool)
    .await
}

async fn indexes(pool: &PgPool) -> sqlx::Result<Vec<Index>> {
    sqlx::query_as(
        "select c.relname::text as table, i.relname::text as name, x.indisunique as unique,
                x.indpred is not null as partial,
                array(select pg_get_indexdef(x.indexrelid, k, true)
                      from generate_series(1, x.indnkeyatts) as k order by k) as columns,
                pg_get_indexdef(x.indexrelid) as definition
         from pg_index x
         join pg_class i on i.oid = x.indexrelid
         join pg_class c on c.oid = x.indrelid
         where c.relnamespace = 'public'::regnamespace
         order by c.relname::text collate \"C\", i.relname::text collate \"C\"",
    )
    .fetch_all(pool)
    .await
}

async fn triggers(pool: &PgPool) -> sqlx::Result<Vec<Trigger>> {
    sqlx::query_as(
        "select c.relname::text as table, t.tgname::text as name, p.proname::text as function,
                obj_description(p.oid, 'pg_proc') as comment
         from pg_trigger t
         join pg_class c on c.oid = t.tgrelid
         join pg_proc p on p.oid = t.tgfoid
         where c.relnamespace = 'public'::regnamespace and not t.tgisinternal
         order by c.relname::text collate \"C\", t.tgname::text collate \"C\"",
    )
    .fetch_all(pool)
    .await
}

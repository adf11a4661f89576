use std::fmt;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use tracing::field::{Field, Visit};
use tracing::subscriber::{DefaultGuard, NoSubscriber};
use tracing::{Dispatch, Event, Level, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry;

/// Writes down the SQL statements that this thread executes while it lives.
///
/// Works in `#[tokio::test]`, whose tasks all run on the test's thread. Statements are counted as the driver
/// logs them; those that end a transaction are left out, since it does not log those that begin one. It also asks
/// the catalogue once per connection about types that it does not know: use the pool once before counting.
///
/// ```text
/// let counter = StatementCounter::start();
/// world.get("/annonces").await;
/// assert!(counter.count() <= 3, "{counter}");
/// ```
#[derive(Debug)]
pub struct StatementCounter {
    seen: Seen,
    // Puts the former subscriber back.
    _guard: DefaultGuard,
}

type Seen = Arc<Mutex<Vec<String>>>;

impl StatementCounter {
    /// Begins to count.
    #[must_use]
    pub fn start() -> Self {
        let seen = Seen::default();
        let subscriber = registry().with(Recorder(Arc::clone(&seen)));
        Self { seen, _guard: overhear(subscriber) }
    }

    /// How many statements were executed so far.
    #[must_use]
    pub fn count(&self) -> usize {
        self.statements().len()
    }

    /// The statements so far, in order.
    #[must_use]
    pub fn statements(&self) -> Vec<String> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Forgets what was counted: the set-up of a test is not what it measures.
    pub fn reset(&self) {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// Lets a subscriber hear this thread until the guard is dropped.
///
/// While it is the only one of the process, tracing asks the thread that meets an event first whether anybody listens,
/// and remembers its no for all threads. A second one that never listens makes it ask every subscriber.
#[must_use]
pub fn overhear(subscriber: impl Subscriber + Send + Sync) -> DefaultGuard {
    static DEAF: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(NoSubscriber::new()));
    LazyLock::force(&DEAF);
    tracing::subscriber::set_default(subscriber)
}

impl fmt::Display for StatementCounter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let statements = self.statements();
        write!(f, "{} statements:", statements.len())?;
        statements.iter().try_for_each(|statement| write!(f, "\n  {}", statement.trim()))
    }
}

/// Target of the event that sqlx emits once per statement.
const TARGET: &str = "sqlx::query";

struct Recorder(Seen);

impl<S: Subscriber> Layer<S> for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        metadata.target() == TARGET && *metadata.level() <= Level::DEBUG
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut text = Text::default();
        event.record(&mut text);
        let statement = if text.statement.trim().is_empty() { text.summary } else { text.statement };
        if !matches!(statement.trim(), "COMMIT" | "ROLLBACK") {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(statement);
        }
    }
}

/// sqlx puts the beginning of the statement into `summary`, and the whole into `db.statement` when it is longer.
#[derive(Default)]
struct Text {
    summary: String,
    statement: String,
}

impl Visit for Text {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => value.clone_into(&mut self.summary),
            "db.statement" => value.clone_into(&mut self.statement),
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestCluster;

    #[tokio::test]
    async fn each_statement_is_counted_once_with_its_text() {
        let cluster = TestCluster::shared();
        let template = cluster.template("empty", "1", async |_| {}).await;
        let database = cluster.fresh_database(&template).await;
        let counter = StatementCounter::start();

        for number in 1..=3_i32 {
            sqlx::query("select $1").bind(number).execute(database.pool()).await.unwrap();
        }
        let mut transaction = database.pool().begin().await.unwrap();
        sqlx::query("select 'a text', 'that is', 'long enough', 'to be', 'cut in', 'a summary'")
            .execute(&mut *transaction)
            .await
            .unwrap();
        transaction.commit().await.unwrap();

        let statements = counter.statements();
        assert_eq!(counter.count(), 4, "{counter}");
        assert_eq!(statements[0].trim(), "select $1");
        assert!(statements[3].contains("a summary"), "{counter}");
        counter.reset();
        assert_eq!(counter.count(), 0);
    }

    #[tokio::test]
    async fn another_tests_statements_are_not_counted() {
        let counter = StatementCounter::start();

        std::thread::spawn(|| tracing::debug!(target: TARGET, summary = "select 'elsewhere'"))
            .join()
            .unwrap();
        tracing::debug!(target: TARGET, summary = "select 'here'");
        tracing::debug!(summary = "not a statement");

        assert_eq!(counter.statements(), ["select 'here'"]);
    }
}

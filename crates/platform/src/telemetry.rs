//! Logs and figures about the running program.

use std::io::IsTerminal;
use std::{env, fs, io};

use metrics::gauge;
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::filter::ParseError;
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};
use tracing_subscriber::{EnvFilter, fmt};

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LogFormat {
    /// One line a person reads.
    #[default]
    Human,
    /// One JSON object a line, fields of the spans (such as the request id) included.
    Json,
}

/// Why logs or figures could not be started.
///
/// The sentence contains its cause, which is therefore no `source()`: whoever prints the chain says it once.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter does not parse; it reads `info`, or `info,sqlx=warn`.
    #[error("the log filter `{filter}` is not understood: {cause}")]
    Filter {
        /// As it was given.
        filter: String,
        /// What is wrong with it.
        cause: ParseError,
    },
    /// Something else in this process collects logs already.
    #[error("logs are collected by something else already: {0}")]
    LogsTaken(TryInitError),
    /// Something else in this process collects figures already.
    #[error("figures cannot be collected: {0}")]
    FiguresTaken(BuildError),
}

/// Starts logging to standard error for the whole process.
///
/// `filter` is in the syntax of [`EnvFilter`]: `info`, `warn,doctonext=debug`.
pub fn start_logs(format: LogFormat, filter: &str) -> Result<(), TelemetryError> {
    let chosen = EnvFilter::try_new(filter)
        .map_err(|cause| TelemetryError::Filter { filter: filter.to_owned(), cause })?;
    let lines = fmt().with_env_filter(chosen).with_writer(io::stderr).with_ansi(wants_colours());
    match format {
        LogFormat::Human => lines.with_target(false).finish().try_init(),
        LogFormat::Json => lines.json().flatten_event(true).finish().try_init(),
    }
    .map_err(TelemetryError::LogsTaken)
}

/// A terminal shows colours; a file or a journal would keep their codes. See <https://no-color.org>.
fn wants_colours() -> bool {
    io::stderr().is_terminal() && env::var_os("NO_COLOR").is_none_or(|refusal| refusal.is_empty())
}

/// Upper bounds, in seconds, of the buckets of every histogram whose name ends in `_seconds`.
const DURATION_BUCKETS: [f64; 12] =
    [0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// Name of the gauge of the memory that this process holds, as Prometheus clients call it.
const MEMORY_GAUGE: &str = "process_resident_memory_bytes";

/// The figures of this process, ready to be shown at `/metrics`.
#[derive(Clone)]
pub struct Figures(PrometheusHandle);

impl Figures {
    /// The present figures in the text format of Prometheus, the memory of the process among them.
    #[must_use]
    pub fn render(&self) -> String {
        if let Some(bytes) = resident_memory_bytes() {
            #[expect(clippy::cast_precision_loss, reason = "no process holds 2^52 bytes")]
            gauge!(MEMORY_GAUGE).set(bytes as f64);
        }
        self.0.run_upkeep();
        self.0.render()
    }
}

/// Collects what the macros of the crate `metrics` count, for the whole process.
pub fn start_figures() -> Result<Figures, TelemetryError> {
    let figures = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &DURATION_BUCKETS)
        .and_then(PrometheusBuilder::install_recorder)
        .map_err(TelemetryError::FiguresTaken)?;
    metrics::describe_gauge!(MEMORY_GAUGE, metrics::Unit::Bytes, "Memory that the process holds.");
    Ok(Figures(figures))
}

/// Bytes of memory that this process holds, or `None` where the kernel does not say (it is not Linux).
#[must_use]
pub fn resident_memory_bytes() -> Option<u64> {
    resident_bytes_of(&fs::read_to_string("/proc/self/status").ok()?)
}

/// Reads the line `VmRSS:    12345 kB`; `/proc/self/statm` would need the size of a page.
fn resident_bytes_of(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use std::error::Error;
    use std::process::Command;

    use metrics::{counter, histogram};

    use super::*;

    #[test]
    fn figures_show_counts_durations_and_the_memory_of_the_process() {
        let figures = start_figures().unwrap();

        counter!("pages_total", "page" => "home").increment(2);
        histogram!("page_seconds").record(0.003);
        let text = figures.render();

        assert!(text.contains("pages_total{page=\"home\"} 2"), "{text}");
        assert!(text.contains("page_seconds_bucket{le=\"0.005\"} 1"), "{text}");
        assert!(text.contains(MEMORY_GAUGE), "{text}");
    }

    #[test]
    fn memory_is_read_from_the_kernels_status_lines() {
        assert_eq!(resident_bytes_of("Name:\tx\nVmRSS:\t   2048 kB\nThreads:\t1\n"), Some(2_097_152));
        assert_eq!(resident_bytes_of("Name:\tx\n"), None);
        assert!(resident_memory_bytes().unwrap() > 1_000_000);
    }

    /// Variable by which this test program, started again by itself, is told to log a line.
    const SPEAKER: &str = "DOCTONEXT_TEST_SPEAKER";

    /// Started by the test below as another process, since logs are started once for a whole process.
    #[test]
    fn a_program_that_logs_a_line() {
        if env::var_os(SPEAKER).is_none() {
            return;
        }
        start_logs(LogFormat::Human, "info").unwrap();
        tracing::info!(rank = 7, "here I am");

        let refusal = start_logs(LogFormat::Human, "info").unwrap_err();
        assert!(refusal.to_string().contains("already"), "{refusal}");
        assert!(refusal.source().is_none(), "its cause is in the sentence");
    }

    #[test]
    fn a_log_that_is_no_terminal_has_no_colour_codes() {
        let output = Command::new(env::current_exe().unwrap())
            .args(["--exact", "telemetry::tests::a_program_that_logs_a_line", "--nocapture"])
            .env(SPEAKER, "yes")
            .env_remove("NO_COLOR")
            .output()
            .unwrap();

        let log = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{log}");
        assert!(log.contains("here I am rank=7") && !log.contains('\u{1b}'), "{log:?}");
    }

    #[test]
    fn a_filter_that_does_not_parse_is_named() {
        let refusal = start_logs(LogFormat::Human, "info,=,").unwrap_err();

        assert!(refusal.to_string().contains("`info,=,`"), "{refusal}");
        assert!(refusal.source().is_none(), "its cause is in the sentence");
    }
}

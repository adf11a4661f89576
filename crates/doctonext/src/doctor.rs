//! `doctonext doctor`: is everything here that the site needs, and if not, what to do.

use std::{borrow::Cow, fs, path::Path, process::ExitCode};

use platform::{
    clock::{Clock, SystemClock},
    mail::Carrier,
};
use sqlx::PgPool;

use crate::{
    accounts::Providers, command_line::Store, config::Settings, media::Scanner, sealing::KeySource, server,
};

/// One thing looked at.
struct Finding {
    subject: Cow<'static, str>,
    /// What was seen, or what is wrong and how to mend it.
    outcome: Result<String, String>,
}

/// Looks at everything and prints a line each. Fails when something is wrong.
pub async fn run(settings: &Settings) -> ExitCode {
    let mut findings = vec![folder(&settings.var), keys(settings).await, mail(settings).await];
    findings.push(files(settings).await);
    findings.extend(antivirus(settings).await);
    findings.extend(providers(settings).await);
    match Store::open(settings).await {
        Ok(store) => {
            findings.push(Finding { subject: "database".into(), outcome: Ok("answers".to_owned()) });
            findings.extend(database(&store.db).await);
            store.close().await;
        }
        Err(error) => {
            findings.push(Finding { subject: "database".into(), outcome: Err(format!("{error:#}")) });
        }
    }
    let well = findings.iter().all(|finding| finding.outcome.is_ok());
    for Finding { subject, outcome } in findings {
        match outcome {
            Ok(seen) => println!("ok     {subject:<12} {seen}"),
            Err(mend) => println!("WRONG  {subject:<12} {mend}"),
        }
    }
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn folder(var: &Path) -> Finding {
    let probe = var.join(".doctor");
    let outcome = fs::create_dir_all(var)
        .and_then(|()| fs::write(&probe, b"x"))
        .and_then(|()| fs::remove_file(&probe))
        .map(|()| format!("{} can be written", var.display()))
        .map_err(|error| {
            format!(
                "{} cannot be written ({error}): change its owner or choose another with DOCTONEXT_VAR",
                var.display()
            )
        });
    Finding { subject: "folder".into(), outcome }
}

async fn keys(settings: &Settings) -> Finding {
    let outcome = match KeySource::chosen(settings) {
        // Looking must not make the first key: that is for `serve`.
        Ok(KeySource::File { path, ours: true }) if !path.exists() => {
            Ok("none yet: the first `doctonext serve` makes them".to_owned())
        }
        Ok(source) => source
            .load()
            .await
            .map(|keys| format!("{} of {}", keys.len(), source.name()))
            .map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    Finding { subject: "keys".into(), outcome }
}

async fn mail(settings: &Settings) -> Finding {
    let shown = settings.mail_shown();
    let outcome = match settings.carrier() {
        Ok(Carrier::Outbox(_)) => {
            Ok(format!("letters are files under {}", settings.var.join("outbox").display()))
        }
        Ok(Carrier::Smtp(server)) => {
            server.greet().await.map(|()| format!("{shown} answers")).map_err(|why| {
                format!("{shown} does not take letters ({why}): check DOCTONEXT_MAIL, the network and the certificate")
            })
        }
        Err(error) => Err(error.to_string()),
    };
    Finding { subject: "mail".into(), outcome }
}

/// Writes, reads and removes a file.
async fn files(settings: &Settings) -> Finding {
    let place = settings.s3.as_ref().map_or_else(
        || settings.var.join("files").display().to_string(),
        |it| format!("bucket {} at {}", it.bucket, it.endpoint),
    );
    let outcome = match server::open_files(settings) {
        Ok(files) => files.try_out().await.map_err(|error| error.to_string()),
        Err(error) => Err(format!("{error:#}")),
    };
    let outcome = outcome.map(|()| format!("{place}: written, read and removed")).map_err(|why| {
        format!("{place}: {why}: check DOCTONEXT_S3__…, the rights of the key and the network")
    });
    Finding { subject: "files".into(), outcome }
}

async fn antivirus(settings: &Settings) -> Option<Finding> {
    let address = settings.clamav_socket.as_deref()?;
    let outcome = match Scanner::at(address) {
        Ok(scanner) => scanner.greet().await,
        Err(error) => Err(error),
    };
    let outcome = outcome.map(|()| format!("clamd answers at {address}")).map_err(|why| {
        format!(
            "{address}: {why}: files of listings wait until clamd answers, or remove DOCTONEXT_CLAMAV_SOCKET"
        )
    });
    Some(Finding { subject: "antivirus".into(), outcome })
}

async fn providers(settings: &Settings) -> Vec<Finding> {
    let found = Providers::new(settings).look().await.into_iter();
    found.map(|(subject, outcome)| Finding { subject: subject.into(), outcome }).collect()
}

async fn database(db: &PgPool) -> Vec<Finding> {
    let extensions = platform::database::require_extensions(db).await;
    vec![
        Finding {
            subject: "extensions".into(),
            outcome: extensions.map(|()| "PostGIS is there".to_owned()).map_err(|error| error.to_string()),
        },
        Finding { subject: "migrations".into(), outcome: migrations(db).await },
        Finding { subject: "reference".into(), outcome: reference(db).await },
        Finding { subject: "clock".into(), outcome: clock(db).await },
    ]
}

async fn migrations(db: &PgPool) -> Result<String, String> {
    let wanted = crate::command_line::MIGRATOR.iter().count();
    let applied: i64 = sqlx::query_scalar("select count(*) from _sqlx_migrations where success")
        .fetch_one(db)
        .await
        .map_err(|_| "none applied: run `doctonext migrate`".to_owned())?;
    match usize::try_from(applied) {
        Ok(applied) if applied == wanted => Ok(format!("all {wanted} applied")),
        Ok(applied) if applied < wanted => {
            Err(format!("{applied} of {wanted} applied: run `doctonext migrate`"))
        }
        _ => Err("the database is newer than this program: start the newer program".to_owned()),
    }
}

async fn reference(db: &PgPool) -> Result<String, String> {
    let communes: i64 = sqlx::query_scalar("select count(*) from communes")
        .fetch_one(db)
        .await
        .map_err(|_| "no table of communes: run `doctonext migrate`".to_owned())?;
    if communes > 30_000 {
        Ok(format!("{communes} communes"))
    } else {
        Err(format!("only {communes} communes: run `doctonext migrate`"))
    }
}

/// Dates of listings come from this machine, orders of rows from the database: they must agree.
async fn clock(db: &PgPool) -> Result<String, String> {
    let theirs: chrono::DateTime<chrono::Utc> = sqlx::query_scalar("select clock_timestamp()")
        .fetch_one(db)
        .await
        .map_err(|error| error.to_string())?;
    let apart = (SystemClock.now() - theirs).num_seconds().abs();
    if apart <= 5 {
        Ok("this machine and the database agree".to_owned())
    } else {
        Err(format!(
            "this machine and the database are {apart} s apart: turn on time synchronisation (NTP) on both"
        ))
    }
}

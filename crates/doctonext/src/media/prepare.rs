//! The job of one file: looks through it, makes what is kept, removes what came. May be interrupted at any point and run
//! again: names are fresh at each try, and what a try has left is removed within the hour.

use bytes::Bytes;
use tokio::sync::oneshot;
use zeroize::Zeroizing;

use super::{
    budget,
    file::{Kind, Refusal},
    keep,
    make::{self, Made},
    scanner::Scanner,
    store::{self, Row},
};
use crate::{
    app::App,
    documents,
    failure::Failure,
    file_removals, listings,
    picture_sizes::file_name,
    pictures::{self, PictureError},
    sealing::Sealed,
};

/// How far the threads that make pictures stand back (nice).
const MODESTY: i32 = 10;

/// Makes what is kept of a file; without effect when that is done, or the file is gone.
pub async fn make_pictures(app: &App, media: &str) -> Result<(), Failure> {
    let Some(row) = store::find(&app.db, media).await?.filter(|it| it.state == "processing") else {
        return Ok(());
    };
    match Kind::from_code(row.file_type.as_deref().unwrap_or_default()) {
        Kind::Photograph => photograph(app, &row).await,
        Kind::Document => document(app, &row).await,
    }
}

async fn photograph(app: &App, row: &Row) -> Result<(), Failure> {
    let Some(bytes) = staged(app, row).await? else { return refuse(app, row, Refusal::Lost).await };
    if !is_clean(app, &bytes).await? {
        return refuse(app, row, Refusal::Infected).await;
    }
    match made(bytes).await {
        Ok(made) => keep_made(app, row, made).await,
        Err(error) => refuse(app, row, refusal_of(error)).await,
    }
}

async fn made(bytes: Bytes) -> Result<Made, PictureError> {
    let size = pictures::look(&bytes)?;
    let place = budget::room_for(size).await.ok_or(PictureError::Broken)?;
    let (tell, made) = oneshot::channel();
    // A thread of its own, that gives way: whoever reads a page goes first.
    let work = move || {
        platform::priority::lower_this_thread(MODESTY);
        let made = make::make(&bytes);
        drop((bytes, place));
        drop(tell.send(made));
    };
    std::thread::Builder::new().name("pictures".to_owned()).spawn(work).map_err(|_| PictureError::Broken)?;
    // A decoder that panics says nothing: it has met a file that nobody needs.
    made.await.unwrap_or(Err(PictureError::Broken))
}

fn refusal_of(error: PictureError) -> Refusal {
    match error {
        PictureError::Kind => Refusal::Kind,
        PictureError::Heavy => Refusal::Heavy,
        PictureError::Huge => Refusal::Huge,
        PictureError::Missing | PictureError::Broken => Refusal::Broken,
    }
}

async fn keep_made(app: &App, row: &Row, made: Made) -> Result<(), Failure> {
    let now = app.clock.now();
    let name = uuid::Uuid::new_v4().simple().to_string();
    let mut files = Vec::new();
    for size in made.sizes {
        files.push((store::picture_key(&file_name(&name, size.width, "webp")), size.webp));
        files.push((store::picture_key(&file_name(&name, size.width, "jpg")), size.jpeg));
    }
    let keys: Vec<String> = files.iter().map(|(key, _)| key.clone()).collect();
    file_removals::expect_all(&app.db, &keys, now).await?;
    for (key, bytes) in files {
        app.files.put(&key, Bytes::from(bytes)).await.map_err(Failure::broken)?;
    }
    let largest = file_name(&name, made.width, "jpg");
    let ready = store::Ready {
        name: Some(&name),
        file_url: &format!("/medias/{largest}"),
        upload_key: &store::picture_key(&largest),
        size: Some((made.width, made.height)),
        placeholder: Some(&made.placeholder),
    };
    finish(app, row, Some(&ready), None, &keys).await
}

async fn document(app: &App, row: &Row) -> Result<(), Failure> {
    let (Some(key), Some(sealed)) = (&row.staged_key, staged(app, row).await?) else {
        return refuse(app, row, Refusal::Lost).await;
    };
    let paper = open(app, &row.id, &sealed).await?;
    if !is_clean(app, &paper).await? {
        return refuse(app, row, Refusal::Infected).await;
    }
    let is_plain =
        tokio::task::spawn_blocking(move || documents::is_plain_paper(&paper)).await.unwrap_or(false);
    if !is_plain {
        return refuse(app, row, Refusal::Active).await;
    }
    let ready = store::Ready { name: None, file_url: "", upload_key: key, size: None, placeholder: None };
    finish(app, row, Some(&ready), None, &[]).await
}

/// A sealed document, opened.
pub(super) async fn open(app: &App, media: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let mut db = app.db.acquire().await?;
    Ok(app.vault.open(&mut db, keep::place(media), &Sealed::from_bytes(sealed)).await?)
}

async fn staged(app: &App, row: &Row) -> Result<Option<Bytes>, Failure> {
    match &row.staged_key {
        Some(key) => app.files.get(key).await.map_err(Failure::broken),
        None => Ok(None),
    }
}

/// Whether the antivirus lets it pass; without antivirus, everything does. One that does not answer lets nothing pass:
/// the file waits.
async fn is_clean(app: &App, bytes: &[u8]) -> Result<bool, Failure> {
    let Some(address) = &app.settings.clamav_socket else { return Ok(true) };
    let scanner = Scanner::at(address).map_err(Failure::broken)?;
    scanner.is_clean(bytes).await.map_err(|error| {
        tracing::warn!(%error, "a file waits for the antivirus");
        Failure::Unavailable(std::sync::Arc::new(error.into()))
    })
}

async fn refuse(app: &App, row: &Row, refusal: Refusal) -> Result<(), Failure> {
    finish(app, row, None, Some(refusal), &[]).await
}

/// Writes the outcome, unless another try or the owner was faster; what is not needed goes.
async fn finish(
    app: &App,
    row: &Row,
    ready: Option<&store::Ready<'_>>,
    refusal: Option<Refusal>,
    written: &[String],
) -> Result<(), Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    listings::lock_owned(&mut tx, &row.listing_id, now).await?;
    let still = store::lock(&mut tx, &row.id).await?.filter(|it| it.state == "processing");
    let Some(still) = still else { return Ok(()) };
    if let Some(ready) = ready {
        store::set_ready(&mut tx, &row.id, ready).await?;
        file_removals::spare_all(&mut tx, written).await?;
    } else if let Some(refusal) = refusal {
        store::refuse(&mut tx, &row.id, refusal.code()).await?;
    }
    let kept = ready.map(|it| it.upload_key);
    let done: Vec<String> = still.staged_key.into_iter().filter(|it| kept != Some(it.as_str())).collect();
    file_removals::doom(&mut tx, &done, now).await?;
    listings::refresh(&mut tx, &app.gazetteer, &row.listing_id, now).await?;
    tx.commit().await?;
    metrics::counter!("doctonext_media_total", "outcome" => refusal.map_or("ready", Refusal::code))
        .increment(1);
    Ok(())
}

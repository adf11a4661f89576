//! The files of a bucket, against a storage that checks signatures, behind a network that stumbles.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use futures::TryStreamExt;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
};

use super::{Bucket, Files, PART};

/// A storage of its own folder, with one bucket.
async fn storage() -> (SocketAddr, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("doctonext")).unwrap();
    let service = {
        let mut builder =
            s3s::service::S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).unwrap());
        builder.set_auth(s3s::auth::SimpleAuth::from_single("house", "key of the house"));
        builder.build()
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let http = hyper_util::server::conn::auto::Builder::new(TokioExecutor::new());
        while let Ok((socket, _)) = listener.accept().await {
            let conversation = http.serve_connection(TokioIo::new(socket), service.clone()).into_owned();
            tokio::spawn(conversation);
        }
    });
    (address, folder)
}

/// What a network does to a connection.
#[derive(Clone, Copy)]
enum Stumble {
    Passes,
    /// Answers 500 without having asked.
    Fails,
    /// Says nothing at all.
    Hangs,
    /// Hands a few bytes on and cuts.
    Cuts,
}

/// Stands before a storage and treats one connection after the other as the list says, then lets all pass. Counts what
/// it did not let pass.
async fn network(to: SocketAddr, storm: &'static [Stumble]) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stumbled = Arc::new(AtomicUsize::new(0));
    let count = stumbled.clone();
    tokio::spawn(async move {
        for turn in 0.. {
            let Ok((mut client, _)) = listener.accept().await else { break };
            let stumble = storm.get(turn).copied().unwrap_or(Stumble::Passes);
            let count = count.clone();
            tokio::spawn(async move {
                if !matches!(stumble, Stumble::Passes) {
                    count.fetch_add(1, Ordering::SeqCst);
                }
                let mut start = vec![0; 2048];
                match stumble {
                    Stumble::Passes => {
                        let mut server = TcpStream::connect(to).await.unwrap();
                        // One demand a connection, so that the next one meets the next stumble.
                        let whole = tokio::time::timeout(
                            Duration::from_secs(20),
                            copy_bidirectional(&mut client, &mut server),
                        );
                        drop(whole.await);
                    }
                    Stumble::Fails => {
                        let _ = client.read(&mut start).await;
                        let answer = b"HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
                        drop(client.write_all(answer).await);
                    }
                    Stumble::Hangs => {
                        let _ = client.read_to_end(&mut Vec::new()).await;
                    }
                    Stumble::Cuts => {
                        let mut server = TcpStream::connect(to).await.unwrap();
                        let length = client.read(&mut start).await.unwrap_or(0);
                        drop(server.write_all(&start[..length / 2]).await);
                    }
                }
            });
        }
    });
    (address, stumbled)
}

fn bucket(at: SocketAddr, secret: &str) -> Files {
    Files::in_bucket(&Bucket {
        endpoint: format!("http://{at}"),
        name: "doctonext".to_owned(),
        region: "eu-west-3".to_owned(),
        access_key: "house".to_owned(),
        secret_key: secret.to_owned(),
        path_style: true,
        answer_within: Some(Duration::from_secs(1)),
    })
    .unwrap()
}

/// Bytes that no storage could make up.
fn photograph(length: usize) -> Bytes {
    (0..length).map(|at| u8::try_from((at * 7 + at / 251) % 256).unwrap()).collect::<Vec<_>>().into()
}

#[tokio::test]
async fn a_file_is_kept_read_listed_and_removed() {
    let (at, _folder) = storage().await;
    let files = bucket(at, "key of the house");

    files.put("media/a-320.jpg", Bytes::from_static(b"small")).await.unwrap();
    files.put("avatars/b.jpg", Bytes::from_static(b"other")).await.unwrap();

    assert_eq!(files.get("media/a-320.jpg").await.unwrap().unwrap(), "small");
    assert_eq!(files.get("media/none.jpg").await.unwrap(), None);
    let listed: Vec<_> = files.list("media").try_collect().await.unwrap();
    assert_eq!(listed.iter().map(|it| it.key.as_str()).collect::<Vec<_>>(), ["media/a-320.jpg"]);
    files.delete("media/a-320.jpg").await.unwrap();
    files.delete("media/a-320.jpg").await.unwrap();
    assert_eq!(files.get("media/a-320.jpg").await.unwrap(), None);
    files.try_out().await.unwrap();
}

#[tokio::test]
async fn a_wrong_key_opens_nothing() {
    let (at, _folder) = storage().await;

    let error = bucket(at, "another key").put("media/a", Bytes::from_static(b"x")).await.unwrap_err();

    assert!(error.to_string().contains("SignatureDoesNotMatch"), "{error}");
}

#[tokio::test]
async fn a_large_file_goes_in_parts_and_comes_back_whole() {
    let (at, _folder) = storage().await;
    let files = bucket(at, "key of the house");
    let sent = photograph(2 * PART + 12_345);
    let mut upload = files.upload("media/staged/c");

    for piece in sent.chunks(70_001) {
        upload.write(Bytes::copy_from_slice(piece)).await.unwrap();
    }
    assert_eq!(files.get("media/staged/c").await.unwrap(), None, "not there before it is finished");
    upload.finish().await.unwrap();

    assert!(files.get("media/staged/c").await.unwrap().unwrap() == sent);
}

#[tokio::test]
async fn an_abandoned_upload_leaves_nothing() {
    let (at, _folder) = storage().await;
    let files = bucket(at, "key of the house");
    let mut upload = files.upload("media/staged/d");
    upload.write(photograph(PART + 1)).await.unwrap();

    upload.abandon().await;

    assert_eq!(files.get("media/staged/d").await.unwrap(), None);
}

#[tokio::test]
async fn errors_silence_and_cut_lines_are_asked_again() {
    const STORM: &[Stumble] =
        &[Stumble::Fails, Stumble::Hangs, Stumble::Fails, Stumble::Cuts, Stumble::Fails];
    let (storage, _folder) = storage().await;
    let (at, stumbled) = network(storage, STORM).await;
    let sent = photograph(PART + 4_321);
    let files = bucket(at, "key of the house");

    files.put("media/e", sent.clone()).await.unwrap();

    assert!(files.get("media/e").await.unwrap().unwrap() == sent);
    assert_eq!(stumbled.load(Ordering::SeqCst), STORM.len());
}

#[tokio::test]
async fn a_dead_storage_is_told_as_an_error_within_its_time() {
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let begin = std::time::Instant::now();

    let outcome = bucket(gone, "key of the house").get("media/f").await;

    assert!(outcome.is_err());
    assert!(begin.elapsed() < Duration::from_secs(90));
}

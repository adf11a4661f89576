//! Files go through the antivirus of the operator, or wait for it.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use super::*;
use crate::{documents::paper, media::Scanner};

/// The file that every antivirus knows (EICAR), in two halves so that none takes this source for it.
fn eicar() -> Vec<u8> {
    [&b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$"[..], b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].concat()
}

/// Speaks as clamd(8) tells: `z` commands end with a zero, a stream is chunks with their length before them.
async fn clamd(is_out: Arc<AtomicBool>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            if is_out.load(Ordering::SeqCst) {
                continue;
            }
            tokio::spawn(async move {
                let mut command = Vec::new();
                loop {
                    match socket.read_u8().await.unwrap() {
                        0 => break,
                        byte => command.push(byte),
                    }
                }
                let answer = match &command[..] {
                    b"zPING" => "PONG\0".to_owned(),
                    b"zINSTREAM" => {
                        let mut stream = Vec::new();
                        loop {
                            let length = socket.read_u32().await.unwrap();
                            if length == 0 {
                                break;
                            }
                            let mut chunk = vec![0; length as usize];
                            socket.read_exact(&mut chunk).await.unwrap();
                            stream.extend(chunk);
                        }
                        let found = stream.windows(68).any(|it| it == eicar());
                        if found { "stream: Eicar-Test-Signature FOUND\0" } else { "stream: OK\0" }.to_owned()
                    }
                    _ => "UNKNOWN COMMAND\0".to_owned(),
                };
                socket.write_all(answer.as_bytes()).await.unwrap();
            });
        }
    });
    address
}

#[tokio::test]
async fn a_file_that_the_antivirus_knows_is_refused() {
    let address = clamd(Arc::default()).await;
    let world = World::with(|it| it.clamav_socket = Some(address)).await;
    let (claire, _) = claire(&world).await;
    let infected = [paper(""), b"%".to_vec(), eicar(), b"\n%%EOF\n".to_vec()].concat();

    send(&claire, &[("sain.pdf", &paper("")), ("photo.jpg", &jpeg(900, 700)), ("infecte.pdf", &infected)])
        .await;
    work(&world).await;

    let page = claire.get(PAGE).await;
    assert_eq!(
        page.texts(".media-item .field__error"),
        ["Ce fichier est signalé comme dangereux par l’antivirus."]
    );
    assert_eq!(one::<i64>(&world, "select count(*) from listing_media where state = 'ready'").await, 2);
    remove_doomed(&world).await;
    assert_eq!(keys(&world).await.len(), 4 + 1, "nothing is left of what was refused");
}

#[tokio::test]
async fn while_the_antivirus_is_silent_files_wait_and_never_pass() {
    let is_out = Arc::new(AtomicBool::new(true));
    let address = clamd(is_out.clone()).await;
    let world = World::with(|it| it.clamav_socket = Some(address)).await;
    let (claire, _) = claire(&world).await;
    send(&claire, &[("photo.jpg", &jpeg(40, 30))]).await;
    let id = waiting(&world).await.remove(0);

    for _ in 0..3 {
        assert!(media::make_pictures(&world.app, &id).await.is_err());
    }
    assert_eq!(waiting(&world).await.len(), 1);
    is_out.store(false, Ordering::SeqCst);
    media::make_pictures(&world.app, &id).await.unwrap();

    assert_eq!(waiting(&world).await.len(), 0);
}

#[tokio::test]
async fn the_scanner_greets_and_reads_addresses() {
    let address = clamd(Arc::default()).await;

    Scanner::at(&address).unwrap().greet().await.unwrap();

    assert!(matches!(Scanner::at("/run/clamav/clamd.ctl"), Ok(Scanner::Unix(_))));
    assert!(Scanner::at("clamav:3310").is_ok());
    for wrong in ["clamav", ":3310", "clamav:port", ""] {
        assert!(Scanner::at(wrong).is_err(), "{wrong}");
    }
}

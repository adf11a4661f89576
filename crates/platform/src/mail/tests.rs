use super::*;

fn parsed(text: &str) -> Result<Route, RouteError> {
    Route::parse(text)
}

fn letter() -> Message {
    Message {
        id: "0190-abc".to_owned(),
        message_id: "0190-abc@doctonext.example".to_owned(),
        kind: "welcome",
        date: "2026-03-02T09:00:00Z".parse().unwrap(),
        from: "Doctonext <bonjour@doctonext.example>".to_owned(),
        to_name: "Inès Lefèvre".to_owned(),
        to_address: "ines@example.org".to_owned(),
        subject: "Bienvenue\u{202f}: par où commencer".to_owned(),
        text: "Bonjour Inès,\n".to_owned(),
        html: "<p>Bonjour Inès,</p>".to_owned(),
        unsubscribe: Some(Unsubscription {
            address: format!("https://doctonext.example/{}", "x".repeat(160)),
        }),
    }
}

#[test]
fn a_route_is_read_with_its_usual_port_and_its_password_decoded() {
    let Route::Smtp(server) = parsed("smtp+starttls://claire%40example.org:p%3Aw@mail.example").unwrap()
    else {
        panic!("a server")
    };

    assert_eq!(
        (server.host.as_str(), server.port, server.security),
        ("mail.example", 587, Security::StartTls)
    );
    let who = server.credentials.unwrap();
    assert_eq!((who.user.as_str(), who.password.as_str()), ("claire@example.org", "p:w"));
    assert!(matches!(parsed("smtps://mail.example").unwrap(), Route::Smtp(Server { port: 465, .. })));
    assert!(matches!(parsed("smtp://127.0.0.1:2525").unwrap(), Route::Smtp(Server { port: 2525, .. })));
    assert_eq!(parsed("outbox").unwrap(), Route::Outbox);
}

#[test]
fn a_password_crosses_no_network_in_clear() {
    assert!(matches!(parsed("smtp://u:p@mail.example"), Err(RouteError::PasswordInClear)));
    assert!(parsed("smtp://u:p@127.0.0.1:2525").is_ok());
    assert!(parsed("smtp://u:p@[::1]:2525").is_ok());
}

#[test]
fn what_is_no_route_is_refused() {
    for text in
        ["", "pigeon", "http://mail.example", "smtp://", "smtp://h/path", "smtps://u@h", "smtps://h?x=1"]
    {
        assert!(matches!(parsed(text), Err(RouteError::Unknown)), "{text}");
    }
}

#[test]
fn a_route_is_printed_without_its_password() {
    let route = parsed("smtps://claire:hunter2@mail.example").unwrap();

    assert_eq!(route.to_string(), "smtps://•••@mail.example:465");
    assert!(!format!("{route:?}").contains("hunter2"));
}

#[test]
fn a_letter_carries_the_headers_of_its_kind_unbroken() {
    let mime = String::from_utf8(letter().to_mime().unwrap().formatted()).unwrap();

    assert!(mime.contains("Message-ID: <0190-abc@doctonext.example>\r\n"), "{mime}");
    assert!(mime.contains("Auto-Submitted: auto-generated\r\n"));
    let address = format!("List-Unsubscribe: <https://doctonext.example/{}>\r\n", "x".repeat(160));
    assert!(mime.contains(&address), "{mime}");
    assert!(mime.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
    assert!(
        mime.contains("multipart/alternative") && mime.contains("text/plain") && mime.contains("text/html")
    );
    assert!(mime.is_ascii(), "every server takes it");
}

#[test]
fn a_name_cannot_add_headers() {
    let mut hostile = letter();
    hostile.to_name = "Inès\r\nBcc: spy@example.org".to_owned();
    hostile.subject = "Bonjour\r\nBcc: spy@example.org".to_owned();

    let mime = String::from_utf8(hostile.to_mime().unwrap().formatted()).unwrap();

    assert!(!mime.contains("\r\nBcc:"), "{mime}");
}

#[test]
fn refusals_name_nobody() {
    assert_eq!(without_addresses("550 <ines@example.org>: unknown"), "550 (address) unknown");
}

#[tokio::test]
async fn the_outbox_holds_a_letter_once_and_its_index_names_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let outbox = Outbox::at(&folder.path().join("outbox"));

    outbox.put(&letter()).await.unwrap();
    outbox.put(&letter()).await.unwrap();

    let letters = outbox.letters().await.unwrap();
    assert_eq!(letters, [Posted { file: "20260302T090000Z-0190-abc.eml".to_owned() }]);
    let bytes = outbox.read(&letters[0].file).await.unwrap().unwrap();
    assert!(String::from_utf8(bytes).unwrap().contains("ines@example.org"));
    let index = std::fs::read_to_string(folder.path().join("outbox/index.jsonl")).unwrap();
    assert_eq!(index, "{\"id\":\"0190-abc\",\"kind\":\"welcome\",\"at\":\"2026-03-02T09:00:00Z\"}\n");
}

#[tokio::test]
async fn the_outbox_reads_letters_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("secret.key"), "x").unwrap();
    let outbox = Outbox::at(folder.path());

    for asked in ["secret.key", "../secret.eml", "index.jsonl", ".eml", "a/b.eml"] {
        assert!(outbox.read(asked).await.unwrap().is_none(), "{asked}");
    }
    assert!(outbox.letters().await.unwrap().is_empty());
}

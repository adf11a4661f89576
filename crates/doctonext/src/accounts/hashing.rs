//! Password hashes: argon2id for ours, scrypt as the first Doctonext wrote them.
//!
//! A hash costs tens of megabytes and of milliseconds on purpose. Two threads of low priority do them all, so that a
//! flood of sign-ins takes neither the memory nor the processors of the pages: at most two hashes are in memory at any
//! time (2 × 19 MiB, or 2 × 32 MiB for the old form), the rest waits in a short line and is turned away past it.

use std::{
    sync::{
        Arc, LazyLock, Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use subtle::ConstantTimeEq;
use tokio::sync::oneshot;
use zeroize::Zeroizing;

use super::password::normalised;

/// Threads that hash.
const THREADS: usize = 2;
/// Requests that may wait for them: at 30 ms each, the last waits four seconds (about ten while both kinds of hash are
/// worked through).
const LINE: usize = 256;
/// Niceness of these threads (0 is normal, 19 the most modest).
const MODESTY: i32 = 15;
/// Memory of one hash in KiB and its passes (OWASP, Password Storage: 19 MiB, 2 passes, 1 lane).
const COST: (u32, u32, u32) = (19_456, 2, 1);

/// Too many people sign in at once.
#[derive(Debug, thiserror::Error)]
pub(super) enum HashingError {
    /// The line is full.
    #[error("too many passwords wait to be checked")]
    Busy,
    /// The library refused; a fault of ours.
    #[error("the password cannot be hashed")]
    Broken,
}

/// What a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Right, and hashed as we hash today.
    Right,
    /// Right, but hashed in an older way: hash it again now that it is known.
    RightButOld,
    /// Wrong.
    Wrong,
}

/// What a check costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effort {
    /// The work of the stored hash; today's work when there is none.
    ItsKind,
    /// The work of both kinds of hash, whichever is stored.
    BothKinds,
}

/// Hashes a new password: a PHC string of argon2id with a salt of its own.
pub(super) async fn hash(password: &str) -> Result<String, HashingError> {
    let password = Zeroizing::new(normalised(password));
    on_a_modest_thread(move || engine().hash_password(password.as_bytes()).map(|it| it.to_string()).ok())
        .await?
        .ok_or(HashingError::Broken)
}

/// Checks a password against a stored hash. Without one (nobody has this address), does the same work for nothing:
/// the time taken tells nothing.
pub(super) async fn verify(
    password: &str,
    stored: Option<&str>,
    effort: Effort,
) -> Result<Verdict, HashingError> {
    let password = Zeroizing::new(normalised(password));
    let stored = stored.map(str::to_owned);
    on_a_modest_thread(move || {
        let password = password.as_bytes();
        let verdict = if let Some(stored) = &stored {
            compare(password, stored)
        } else {
            compare(password, nobodys_hash());
            Verdict::Wrong
        };
        if effort == Effort::BothKinds {
            let is_old = stored.is_some_and(|it| !it.starts_with("$argon2"));
            compare(password, if is_old { nobodys_hash() } else { NOBODYS_OLD_HASH });
        }
        verdict
    })
    .await
}

fn compare(password: &[u8], stored: &str) -> Verdict {
    if stored.starts_with("$argon2") {
        #[cfg(test)]
        tests::note_work(password, "argon2id");
        let Ok(parsed) = PasswordHash::new(stored) else { return Verdict::Wrong };
        let right = engine().verify_password(password, &parsed).is_ok();
        let current = stored.starts_with(&format!("$argon2id$v=19$m={},t={},p={}$", COST.0, COST.1, COST.2));
        return match (right, current) {
            (true, true) => Verdict::Right,
            (true, false) => Verdict::RightButOld,
            (false, _) => Verdict::Wrong,
        };
    }
    if is_first_doctonexts(password, stored) { Verdict::RightButOld } else { Verdict::Wrong }
}

/// The hashes of better-auth 1.x: `salt:key`, where the salt is used as the hexadecimal text that it is and the key is
/// scrypt with N = 2¹⁴, r = 16, p = 1 and 64 bytes.
fn is_first_doctonexts(password: &[u8], stored: &str) -> bool {
    let Some((salt, key)) = stored.split_once(':') else { return false };
    let (Ok(key), Ok(params)) = (hex::decode(key), scrypt::Params::new(14, 16, 1)) else { return false };
    #[cfg(test)]
    tests::note_work(password, "scrypt");
    let mut found = Zeroizing::new([0_u8; 64]);
    scrypt::scrypt(password, salt.as_bytes(), &params, &mut *found).is_ok() && found.ct_eq(&key).into()
}

fn engine() -> Argon2<'static> {
    let params = Params::new(COST.0, COST.1, COST.2, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The same as the first Doctonext would have written it: no password has a key of zeros.
const NOBODYS_OLD_HASH: &str = "00000000000000000000000000000000:00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000";

/// A hash that no password of ours has.
fn nobodys_hash() -> &'static str {
    static HASH: LazyLock<String> = LazyLock::new(|| {
        engine().hash_password(uuid::Uuid::new_v4().as_bytes()).map(|it| it.to_string()).unwrap_or_default()
    });
    &HASH
}

type Task = Box<dyn FnOnce() + Send>;

async fn on_a_modest_thread<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, HashingError> {
    static LINE_OF_TASKS: LazyLock<SyncSender<Task>> = LazyLock::new(start_threads);
    let (give, take) = oneshot::channel();
    let task: Task = Box::new(move || {
        // Whoever asked may have left: then nobody wants to know.
        if !give.is_closed() {
            let _ = give.send(work());
        }
    });
    LINE_OF_TASKS.try_send(task).map_err(|_| HashingError::Busy)?;
    take.await.map_err(|_| HashingError::Broken)
}

fn start_threads() -> SyncSender<Task> {
    let (tasks, line) = sync_channel::<Task>(LINE);
    let line: Arc<Mutex<Receiver<Task>>> = Arc::new(Mutex::new(line));
    for n in 0..THREADS {
        let line = line.clone();
        let started = thread::Builder::new().name(format!("hashing-{n}")).spawn(move || {
            platform::priority::lower_this_thread(MODESTY);
            loop {
                let next = line.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok(task) = next else { return };
                task();
            }
        });
        if let Err(error) = started {
            tracing::error!(%error, "a thread for password hashes cannot be started");
        }
    }
    tasks
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// What was done for which password, by any test.
    static WORKS: Mutex<Vec<(Vec<u8>, &str)>> = Mutex::new(Vec::new());

    pub(super) fn note_work(password: &[u8], work: &'static str) {
        WORKS.lock().unwrap().push((password.to_vec(), work));
    }

    /// The works done for a password that one test alone uses, by name.
    pub(in crate::accounts) fn works_for(password: &str) -> Vec<&'static str> {
        let works = WORKS.lock().unwrap();
        let mut found: Vec<_> =
            works.iter().filter(|(of, _)| of == password.as_bytes()).map(|(_, work)| *work).collect();
        found.sort_unstable();
        found
    }

    /// Made by better-auth 1.2.12 and by Python's hashlib.
    pub(in crate::accounts) const OLD: [(&str, &str); 2] = [
        (
            "Motdepasse-é1!",
            "dfe5adeec14bfc8ce696d811882c94f7:93cbe3299a0cc814b041267aaadd857a885d41601bbbc4b7359e9413251bfad39bd95969d9ce9575cf266d9cd890c9dc42d23aac1f7d9b949e0651f472216638",
        ),
        (
            "héllo wörld 12",
            "00112233445566778899aabbccddeeff:c155a1a9a80a457a74de40f514ec5be26bfed764c5815fb2766a90c669153ef845051c920512322dc5fb678efa57fc62214abbe25a17d5c1694491e92604665b",
        ),
    ];

    #[tokio::test]
    async fn a_password_is_right_for_its_own_hash_alone() {
        let stored = hash("girafe violette 12").await.unwrap();

        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_eq!(
            verify("girafe violette 12", Some(&stored), Effort::ItsKind).await.unwrap(),
            Verdict::Right
        );
        assert_eq!(
            verify("girafe violette 13", Some(&stored), Effort::ItsKind).await.unwrap(),
            Verdict::Wrong
        );
        assert_eq!(verify("girafe violette 12", None, Effort::ItsKind).await.unwrap(), Verdict::Wrong);
        assert_eq!(verify("x", Some("not a hash"), Effort::ItsKind).await.unwrap(), Verdict::Wrong);
    }

    #[tokio::test]
    async fn the_hashes_of_the_first_doctonext_still_open_and_ask_to_be_renewed() {
        for (password, stored) in OLD {
            assert_eq!(verify(password, Some(stored), Effort::ItsKind).await.unwrap(), Verdict::RightButOld);
            assert_eq!(
                verify(&format!("{password}x"), Some(stored), Effort::ItsKind).await.unwrap(),
                Verdict::Wrong
            );
        }
    }

    #[tokio::test]
    async fn the_same_keys_typed_decomposed_give_the_same_password() {
        let stored = hash("cafe\u{301} au lait 42").await.unwrap();
        assert_eq!(
            verify("caf\u{e9} au lait 42", Some(&stored), Effort::ItsKind).await.unwrap(),
            Verdict::Right
        );
    }
}

//! Password hashes: argon2id for ours, scrypt as the first Doctonext wrote them.
//!
//! A hash costs tens of megabytes and of milliseconds on purpose. Two threads of low priority do them all, each in a
//! memory of its own that it takes once, so that a flood of sign-ins takes neither the memory nor the processors of the
//! pages: 2 × 19 MiB at any time (and 32 MiB more for a hash of the old form), the rest waits in a short line and is turned
//! away past it.

use std::{
    hint::black_box,
    sync::{
        Arc, LazyLock, Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use argon2::{Algorithm, Argon2, Block, Params, Version, password_hash::phc::PasswordHash};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use subtle::ConstantTimeEq;
use tokio::sync::oneshot;
use zeroize::Zeroizing;

use super::{password::normalised, tokens};

/// Threads that hash.
const THREADS: usize = 2;
/// Requests that may wait for them: at 30 ms each, the last waits four seconds.
const LINE: usize = 256;
/// Niceness of these threads (0 is normal, 19 the most modest).
const MODESTY: i32 = 15;
/// Memory of one hash in KiB and its passes (OWASP, Password Storage: 19 MiB, 2 passes, 1 lane).
const COST: (u32, u32, u32) = (19_456, 2, 1);
/// Length of a hash.
const HASH_BYTES: usize = 32;

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

/// Hashes a new password: a PHC string of argon2id with a salt of its own.
pub(super) async fn hash(password: &str) -> Result<String, HashingError> {
    let password = Zeroizing::new(normalised(password));
    on_a_modest_thread(move |memory| {
        let salt = tokens::random_bytes::<16>();
        let hash = argon2id(memory, password.as_bytes(), &salt, &today()?, HASH_BYTES)?;
        let (salt, hash) = (STANDARD_NO_PAD.encode(salt), STANDARD_NO_PAD.encode(&*hash));
        Some(format!("{}{salt}${hash}", beginning()))
    })
    .await?
    .ok_or(HashingError::Broken)
}

/// Checks a password against a stored hash. Without one (nobody has this address), does the same work for nothing:
/// the time taken tells nothing. `both` does the work of both kinds of hash whatever is stored, for as long as old ones are
/// left: or else a slow answer would tell of an account that nobody has opened since.
pub(super) async fn verify(
    password: &str,
    stored: Option<&str>,
    both: bool,
) -> Result<Verdict, HashingError> {
    let password = Zeroizing::new(normalised(password));
    let stored = stored.map_or_else(nobodys_hash, str::to_owned);
    on_a_modest_thread(move |memory| {
        let password = password.as_bytes();
        if stored.starts_with("$argon2") {
            if both {
                black_box(is_first_doctonexts(password, &format!("{:032x}:{:0128x}", 0, 0)));
            }
            return compare(memory, password, &stored).unwrap_or(Verdict::Wrong);
        }
        if both {
            black_box(compare(memory, password, &nobodys_hash()));
        }
        if is_first_doctonexts(password, &stored) { Verdict::RightButOld } else { Verdict::Wrong }
    })
    .await
}

/// Compares with a PHC string; none when it is no such thing.
fn compare(memory: &mut Memory, password: &[u8], stored: &str) -> Option<Verdict> {
    let parsed = PasswordHash::new(stored).ok()?;
    let is_ours = parsed.algorithm.as_str() == "argon2id" && parsed.version.is_none_or(|it| it == 0x13);
    let (salt, expected) = (parsed.salt.as_ref()?, parsed.hash.as_ref()?.as_bytes());
    let params = Params::try_from(&parsed).ok().filter(|_| is_ours)?;
    #[cfg(test)]
    tests::note_work(password, "argon2id");
    let found = argon2id(memory, password, salt.as_ref(), &params, expected.len())?;
    let right: bool = found.ct_eq(expected).into();
    Some(match (right, stored.starts_with(&beginning())) {
        (true, true) => Verdict::Right,
        (true, false) => Verdict::RightButOld,
        (false, _) => Verdict::Wrong,
    })
}

/// What a thread hashes in. Kept: blocks that are taken and given back each time do not fit into the holes that the last
/// ones left (they are aligned; glibc 2.36), and the process grew by hundreds of megabytes.
#[derive(Default)]
struct Memory(Vec<Block>);

impl Memory {
    fn of(&mut self, params: &Params) -> &mut [Block] {
        let wanted = params.block_count();
        if self.0.len() < wanted {
            self.0.resize(wanted, Block::default());
        }
        &mut self.0[..wanted]
    }
}

fn argon2id(
    memory: &mut Memory,
    password: &[u8],
    salt: &[u8],
    params: &Params,
    length: usize,
) -> Option<Zeroizing<Vec<u8>>> {
    let engine = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
    let mut found = Zeroizing::new(vec![0; length]);
    engine.hash_password_into_with_memory(password, salt, &mut found, memory.of(params)).ok()?;
    Some(found)
}

fn today() -> Option<Params> {
    Params::new(COST.0, COST.1, COST.2, Some(HASH_BYTES)).ok()
}

/// How every hash of today begins.
fn beginning() -> String {
    format!("$argon2id$v=19$m={},t={},p={}$", COST.0, COST.1, COST.2)
}

/// A hash that no password has: nobody finds what gives zeros.
fn nobodys_hash() -> String {
    format!("{}{}${}", beginning(), STANDARD_NO_PAD.encode([7; 16]), STANDARD_NO_PAD.encode([0; HASH_BYTES]))
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

type Task = Box<dyn FnOnce(&mut Memory) + Send>;

async fn on_a_modest_thread<T: Send + 'static>(
    work: impl FnOnce(&mut Memory) -> T + Send + 'static,
) -> Result<T, HashingError> {
    static LINE_OF_TASKS: LazyLock<SyncSender<Task>> = LazyLock::new(start_threads);
    let (give, take) = oneshot::channel();
    let task: Task = Box::new(move |memory| {
        // Whoever asked may have left: then nobody wants to know.
        if !give.is_closed() {
            let _ = give.send(work(memory));
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
            let mut memory = Memory::default();
            loop {
                let next = line.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok(task) = next else { return };
                task(&mut memory);
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
        for both in [false, true] {
            let check = async |password, stored| verify(password, stored, both).await.unwrap();
            assert_eq!(check("girafe violette 12", Some(stored.as_str())).await, Verdict::Right);
            assert_eq!(check("girafe violette 13", Some(stored.as_str())).await, Verdict::Wrong);
            assert_eq!(check("girafe violette 12", None).await, Verdict::Wrong);
            assert_eq!(check("x", Some("not a hash")).await, Verdict::Wrong);
            assert_eq!(check("x", Some("$argon2id$nonsense")).await, Verdict::Wrong);
        }
    }

    #[test]
    fn hashes_are_those_that_the_library_makes_by_itself() {
        use argon2::{PasswordHasher, PasswordVerifier};

        let mut memory = Memory::default();
        for (cost, passes) in [(64, 3), (19_456, 2), (32, 1)] {
            let library =
                Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(cost, passes, 1, None).unwrap());
            let made: PasswordHash = library.hash_password(b"girafe violette 12").unwrap();
            let verdict = compare(&mut memory, b"girafe violette 12", &made.to_string());
            assert_ne!(verdict, Some(Verdict::Wrong), "{made}");
            assert!(verdict.is_some(), "{made}");
            assert!(library.verify_password(b"girafe violette 12", &made).is_ok());
        }
    }

    #[tokio::test]
    async fn the_hashes_of_the_first_doctonext_still_open_and_ask_to_be_renewed() {
        for (password, stored) in OLD {
            assert_eq!(verify(password, Some(stored), false).await.unwrap(), Verdict::RightButOld);
            assert_eq!(verify(&format!("{password}x"), Some(stored), true).await.unwrap(), Verdict::Wrong);
        }
    }

    #[tokio::test]
    async fn the_same_keys_typed_decomposed_give_the_same_password() {
        let stored = hash("cafe\u{301} au lait 42").await.unwrap();
        assert_eq!(verify("caf\u{e9} au lait 42", Some(&stored), false).await.unwrap(), Verdict::Right);
    }
}

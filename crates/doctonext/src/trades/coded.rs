//! What every closed list shares: a code for machines, a label for people.

/// The text given is the code of nothing in the list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {list} code")]
pub struct UnknownCode {
    /// Name of the list that was asked, such as `ListingType`.
    pub list: &'static str,
}

/// Gives an enum its table `Variant => "code", "Libellé"`: `ALL`, `code`, `label`, `from_code`, `Display` (the
/// label), `FromStr`, and serde as the code. The match is exhaustive, so no variant can be forgotten.
macro_rules! coded {
    ($list:ident { $($variant:ident => $code:literal, $label:literal;)+ }) => {
        impl $list {
            /// Every value, in the order in which people read them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word stored in the database and sent by the API.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// What a visitor reads.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// The value with this code, to the letter.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $list {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.label())
            }
        }

        impl std::str::FromStr for $list {
            type Err = $crate::trades::UnknownCode;

            fn from_str(code: &str) -> Result<Self, Self::Err> {
                Self::from_code(code).ok_or($crate::trades::UnknownCode { list: stringify!($list) })
            }
        }

        impl serde::Serialize for $list {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $list {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                code.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

/// Adds the words used in URLs to a coded list: `slug` and `from_slug`.
macro_rules! slugged {
    ($list:ident { $($variant:ident => $slug:literal;)+ }) => {
        impl $list {
            /// The word used in URLs: ASCII, lower case, hyphens.
            #[must_use]
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug),+ }
            }

            /// The value with this slug, to the letter.
            #[must_use]
            pub fn from_slug(slug: &str) -> Option<Self> {
                match slug { $($slug => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

/// Adds the small numbers of the search projection to a coded list: `key` and `from_key`. Keys never change.
macro_rules! keyed {
    ($list:ident { $($variant:ident => $key:literal;)+ }) => {
        impl $list {
            /// The number stored in the search projection.
            #[must_use]
            pub const fn key(self) -> i16 {
                match self { $(Self::$variant => $key),+ }
            }

            /// The value with this number.
            #[must_use]
            pub const fn from_key(key: i16) -> Option<Self> {
                match key { $($key => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

pub(crate) use coded;
pub(super) use {keyed, slugged};

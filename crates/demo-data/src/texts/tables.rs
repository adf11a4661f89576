//! Which fragments tell a subject, by craft, voice and terms.

use super::crafts;
use super::plan::{Topic, Topic as T};
use super::story::{ListingType, Story, Voice};
use super::{
    availability, collaboration, pharmacy, places_words as around, practice, replacement, structures,
    transfer,
};
use crate::places::Setting;
use crate::trades::Craft;

/// Up to three tables to draw from.
pub(super) type Tables = [&'static [&'static str]; 3];

/// Where the sentences about a subject are for this story; no sentence when it does not fit.
pub(super) fn tables(story: &Story<'_>, topic: Topic) -> Tables {
    let craft = story.trade.craft();
    let one = |table| [table, &[] as &[&str], &[] as &[&str]];
    let when = |yes: bool, table: &'static [&'static str]| one(if yes { table } else { &[] });
    match topic {
        T::Opening => opening(story),
        T::Broker => when(story.voice == Voice::Broker, transfer::AGENCY_MORE),
        T::Specialty => one(story.trade.activity()),
        // Radiologists do not hold consultations: their own sentences are enough.
        T::Activity if story.trade.specialty_code() == Some("radiologie") => one(&[]),
        T::Activity => one(crafts::activity(craft)),
        T::Patients | T::Sector | T::Rhythm => tables_of_volume(story, topic),
        T::Team => match (craft, story.partners) {
            (Craft::Pharmacy, _) => one(pharmacy::TEAM),
            (Craft::Shop, _) => one(&[]),
            (_, Some(_)) => one(practice::GROUP),
            _ => when(
                story.voice == Voice::I && story.listing_type != ListingType::Collaboration,
                practice::ALONE,
            ),
        },
        T::Secretary if matches!(craft, Craft::Pharmacy | Craft::Shop | Craft::Nursing) => one(&[]),
        T::Rooms if matches!(craft, Craft::Theatre | Craft::Employed) => one(&[]),
        // A former school, a front on the town hall: colleagues would know the house.
        T::Rooms if story.is_confidential() => one(&[]),
        T::Secretary => one(if story.secretary { practice::SECRETARY } else { practice::NO_SECRETARY }),
        T::Rooms => one(if craft == Craft::Pharmacy { pharmacy::ROOMS } else { practice::ROOMS }),
        T::Premises => one(match story.premises {
            "rent" => transfer::RENT,
            "sale" => transfer::SALE,
            "lease_transfer" => transfer::LEASE,
            "none" => transfer::NO_PREMISES,
            _ => &[],
        }),
        T::Kit => one(crafts::equipment(craft)),
        T::Software if story.listing_type == ListingType::Availability => one(availability::SOFTWARE),
        T::Software if craft == Craft::Pharmacy => one(pharmacy::SOFTWARE),
        T::Software => when(craft != Craft::Theatre, practice::SOFTWARE),
        T::Training => when(craft != Craft::Pharmacy && craft != Craft::Shop, practice::TRAINING),
        _ => tables_of_terms(story, topic),
    }
}

fn tables_of_terms(story: &Story<'_>, topic: Topic) -> Tables {
    let craft = story.trade.craft();
    let one = |table| [table, &[] as &[&str], &[] as &[&str]];
    let when = |yes: bool, table: &'static [&'static str]| one(if yes { table } else { &[] });
    match topic {
        T::Turnover | T::Price => tables_of_money(story, topic),
        T::Handover => when(story.months.is_some(), transfer::HANDOVER),
        T::When if story.immediate => one(transfer::NOW),
        T::When => one(if story.from.is_some() { transfer::ON_DATE } else { transfer::TO_DISCUSS }),
        T::Share => [replacement::SHARE, replacement::DAILY, &[]],
        T::Minimum => one(replacement::MINIMUM),
        T::Schedule | T::Hours => tables_of_days(story, topic),
        T::Housing => when(story.housing, replacement::HOUSING),
        T::OnCall => when(matches!(craft, Craft::General | Craft::Dental), replacement::ON_CALL),
        T::Students => when(story.students, replacement::STUDENTS),
        T::Welcome => [
            replacement::WELCOME,
            match story.setting {
                Setting::Village | Setting::Bourg => replacement::WELCOME_COUNTRY,
                Setting::City => replacement::WELCOME_CITY,
                Setting::Town => &[],
            },
            &[],
        ],
        T::Mobility => one(availability::MOBILITY),
        T::Dates => one(availability::DATES),
        T::Terms => {
            one(if story.listing_type == ListingType::Availability { availability::TERMS } else { &[] })
        }
        T::Person => {
            one(if story.listing_type == ListingType::Availability { availability::PERSON } else { &[] })
        }
        T::Closing => one(match story.listing_type {
            ListingType::Transfer => transfer::CLOSING,
            ListingType::Replacement => replacement::CLOSING,
            ListingType::Collaboration => collaboration::CLOSING,
            ListingType::Availability => availability::CLOSING,
        }),
        _ => tables_of_sharing(story, topic),
    }
}

fn tables_of_money(story: &Story<'_>, topic: Topic) -> Tables {
    let pharmacy = story.trade.craft() == Craft::Pharmacy;
    let one = |table| [table, &[] as &[&str], &[] as &[&str]];
    match topic {
        T::Turnover if story.is_confidential() => one(transfer::SECRET_TURNOVER),
        T::Price if story.is_confidential() => one(transfer::SECRET_PRICE),
        T::Turnover => one(if pharmacy { pharmacy::TURNOVER } else { transfer::TURNOVER }),
        T::Price => one(match story.price {
            Some(0) => transfer::GIVEN,
            Some(_) if pharmacy => pharmacy::PRICE,
            Some(_) => transfer::PRICE,
            None => transfer::ON_REQUEST,
        }),
        _ => one(&[]),
    }
}

fn tables_of_days(story: &Story<'_>, topic: Topic) -> Tables {
    let craft = story.trade.craft();
    let one = |table| [table, &[] as &[&str], &[] as &[&str]];
    let when = |yes: bool, table: &'static [&'static str]| one(if yes { table } else { &[] });
    match topic {
        T::Schedule if story.listing_type == ListingType::Availability => one(availability::DAYS),
        T::Schedule if matches!(craft, Craft::Nursing | Craft::Pharmacy | Craft::Employed) => {
            one(replacement::SCHEDULE)
        }
        T::Schedule => [replacement::SCHEDULE, replacement::SCHEDULE_DESK, &[]],
        T::Hours if craft == Craft::Nursing => one(replacement::ROUND_HOURS),
        T::Hours => {
            when(!matches!(craft, Craft::Pharmacy | Craft::Theatre | Craft::Employed), replacement::HOURS)
        }
        _ => one(&[]),
    }
}

fn tables_of_sharing(story: &Story<'_>, topic: Topic) -> Tables {
    let pharmacy = story.trade.craft() == Craft::Pharmacy;
    let salaried = matches!(story.arrangement, "salaried" | "assistant");
    let one = |table| [table, &[] as &[&str], &[] as &[&str]];
    let when = |yes: bool, table: &'static [&'static str]| one(if yes { table } else { &[] });
    match topic {
        T::Project => {
            when(matches!(story.voice, Voice::We | Voice::House) && !pharmacy, collaboration::PROJECT)
        }
        T::Fee if salaried => one(collaboration::SALARY),
        T::Fee => one(collaboration::FEE),
        T::Time => one(match story.full_time {
            Some(true) => collaboration::FULL,
            Some(false) => collaboration::PART,
            None => &[],
        }),
        T::Stake => one(collaboration::INVEST),
        T::Profile => when(story.arrangement != "shared_space", collaboration::PROFILE),
        T::Offer => one(match story.voice {
            Voice::Town => structures::TOWN_OFFER,
            Voice::House if !pharmacy => structures::HOUSE_OFFER,
            _ => &[],
        }),
        _ => tables_of_place(story, topic),
    }
}

fn tables_of_place(story: &Story<'_>, topic: Topic) -> Tables {
    let country = story.setting <= Setting::Bourg;
    let department = story.department;
    let one = |table| [table, &[] as &[&str], &[] as &[&str]];
    let when = |yes: bool, table: &'static [&'static str]| if yes { table } else { &[] };
    match topic {
        T::Near => one(around::NEAR),
        T::Setting => one(match story.setting {
            Setting::Village => around::VILLAGE,
            Setting::Bourg => around::BOURG,
            Setting::Town => around::TOWN,
            Setting::City => around::CITY,
        }),
        T::Department if story.is_confidential() => one(&[]),
        T::Department => one(department.life),
        T::Nature => [
            when(country && department.appeal < 45, around::COUNTRY),
            when(department.has('S') && story.setting != Setting::City, around::SEA),
            match (department.has('M'), department.has('V')) {
                _ if story.setting == Setting::City => &[],
                (true, _) if !department.has('O') => around::MOUNTAIN,
                (_, true) => around::VINES,
                _ => &[],
            },
        ],
        T::Network if matches!(story.trade.craft(), Craft::Pharmacy | Craft::Shop) => one(&[]),
        T::Network => one(if country { around::NETWORK_COUNTRY } else { around::NETWORK_TOWN }),
        _ => one(&[]),
    }
}

fn opening(story: &Story<'_>) -> Tables {
    let pharmacy = story.trade.craft() == Craft::Pharmacy;
    match (story.listing_type, story.voice) {
        (ListingType::Transfer, Voice::Broker) if !pharmacy => [transfer::AGENCY, &[], &[]],
        (ListingType::Transfer | ListingType::Collaboration, Voice::Town) => {
            [structures::TOWN_OPENING, &[], &[]]
        }
        (ListingType::Transfer, _) if pharmacy => [pharmacy::OPENING, &[], &[]],
        (ListingType::Transfer, _) => {
            let why = why_transfer(story.reason);
            [transfer::OTHER, why, why]
        }
        (ListingType::Replacement, _) if pharmacy => [pharmacy::REPLACEMENT, &[], &[]],
        (ListingType::Replacement, _) => why_replacement(story),
        (ListingType::Collaboration, _) if pharmacy => [pharmacy::COLLABORATION, &[], &[]],
        (ListingType::Collaboration, Voice::House) => {
            [structures::HOUSE_OPENING, arrangement(story.arrangement), &[]]
        }
        (ListingType::Collaboration, _) => [arrangement(story.arrangement), &[], &[]],
        (ListingType::Availability, _) if story.student => match story.trade.craft() {
            Craft::General => [availability::STUDENT, &[], &[]],
            Craft::Dental => [availability::DENTAL_STUDENT, &[], &[]],
            _ => [availability::SPECIALIST_STUDENT, &[], &[]],
        },
        (ListingType::Availability, _) => [availability::PRACTITIONER, &[], &[]],
    }
}

fn why_transfer(reason: &str) -> &'static [&'static str] {
    match reason {
        "retirement" => transfer::RETIREMENT,
        "relocation" => transfer::RELOCATION,
        "career_change" => transfer::CAREER,
        "health" => transfer::HEALTH,
        "association" => transfer::ASSOCIATION,
        "reorganisation" => transfer::REORGANISATION,
        "death" => transfer::DEATH,
        _ => transfer::OTHER,
    }
}

fn why_replacement(story: &Story<'_>) -> Tables {
    if matches!(story.voice, Voice::House | Voice::Town) {
        return [replacement::STRUCTURE, &[], &[]];
    }
    let why = match (story.period.kind, story.reason) {
        ("regular", _) => return [replacement::REGULAR, &[], &[]],
        ("weekend", _) => return [replacement::WEEKEND, &[], &[]],
        (_, "holiday") => replacement::HOLIDAY,
        (_, "maternity") => replacement::BIRTH,
        (_, "sick") => replacement::SICK,
        (_, "training" | "union") => replacement::TRAINING,
        _ => &[],
    };
    [replacement::ANY, why, why]
}

fn arrangement(code: &str) -> &'static [&'static str] {
    match code {
        "association" | "partnership" | "group_practice" => collaboration::PARTNERS,
        "shared_space" => collaboration::ROOM,
        "assistant" => collaboration::ASSISTANT,
        "salaried" => collaboration::SALARIED,
        _ => collaboration::LIBERAL,
    }
}

fn tables_of_volume(story: &Story<'_>, topic: Topic) -> Tables {
    let craft = story.trade.craft();
    let one = |table| [table, &[] as &[&str], &[] as &[&str]];
    let when = |yes: bool, table: &'static [&'static str]| one(if yes { table } else { &[] });
    match topic {
        T::Patients if craft == Craft::Nursing => one(practice::ROUND_PATIENTS),
        T::Rhythm if craft == Craft::Nursing => one(practice::ROUND),
        T::Patients => when(craft != Craft::Pharmacy && craft != Craft::Shop, practice::PATIENTS),
        T::Sector => when(matches!(story.sector, Some("s2" | "optam")), practice::SECTOR_2),
        T::Rhythm => when(!matches!(craft, Craft::Pharmacy | Craft::Shop | Craft::Theatre), practice::RHYTHM),
        _ => one(&[]),
    }
}

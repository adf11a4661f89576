//! The generator: from a number to a whole listing or person.

use crate::calendar::When;
use crate::chance::Chance;
use crate::grammar::{at_place, of_place, spoken_name, typographic};
use crate::ids::{Kind, uuid};
use crate::lifecycle::{Life, Status};
use crate::model::{CommuneSeed, DemoListing, DemoLocation, DemoMedia, DemoPerson};
use crate::people::{AccountKind, Author, draw_trade};
use crate::places::Places;
use crate::terms::{self, Terms};
use crate::texts::{ListingType, Story, Voice, description, title};
use crate::trades::{Craft, Trade};
use chrono::NaiveDate;

/// Streams of draws, one for each concern: a new sentence does not move a price.
const TERMS: u64 = 10;
const LIFE: u64 = 11;
const PLACE: u64 = 12;
const TITLE: u64 = 13;
const TEXT: u64 = 14;

/// Of fifty listings, the first thirty have an author each and the last twenty come from twenty of these again.
const BLOCK: u64 = 50;
const AUTHORS: u64 = 30;

/// Makes rows from numbers. Shared freely between threads.
pub struct Generator<'a> {
    seed: u64,
    today: NaiveDate,
    places: Places<'a>,
}

/// What a listing is about, before its details.
struct Subject {
    author: Author,
    listing_type: ListingType,
    voice: Voice,
    trade: Trade,
    commune: usize,
}

impl<'a> Generator<'a> {
    /// Prepares the draws of places (a few milliseconds for the 35,000 communes). `communes` must hold at
    /// least one commune with inhabitants; the arrondissements of Paris, Lyon and Marseille may be among them.
    #[must_use]
    pub fn new(seed: u64, today: NaiveDate, communes: &'a [CommuneSeed]) -> Self {
        Self { seed, today, places: Places::new(communes) }
    }

    /// How many people write the first `listings` listings: their numbers are below it.
    #[must_use]
    pub fn people_for(listings: u64) -> u64 {
        listings / BLOCK * AUTHORS + (listings % BLOCK).min(AUTHORS)
    }

    /// The author of this number.
    #[must_use]
    pub fn person(&self, n: u64) -> DemoPerson {
        Author::of(self.seed, n, &self.places).sheet(self.seed, self.today, &self.places)
    }

    /// The listing of this number.
    #[must_use]
    pub fn listing(&self, n: u64) -> DemoListing {
        let mut chance = Chance::new(self.seed, TERMS, n);
        let subject = self.subject(n, &mut chance);
        let mut life_chance = Chance::new(self.seed, LIFE, n);
        let status = Status::draw(&mut life_chance);
        let when = status.period(&mut life_chance);
        let terms = Terms::draw(&self.outline(&subject, when), &mut chance);
        let location = self.location(n, &subject);
        let story = self.story(&subject, &terms, location.visibility == "area");
        let title = title(&story, &mut Chance::new(self.seed, TITLE, n));
        let description = description(&story, &mut Chance::new(self.seed, TEXT, n));
        let life =
            Life::draw(status, subject.listing_type, terms.period.as_ref(), self.today, &mut life_chance);
        let listing_type = subject.listing_type.code();
        let profession = subject.trade.profession.code;
        DemoListing {
            id: uuid(self.seed, Kind::Listing, n),
            person: subject.author.n,
            user_id: uuid(self.seed, Kind::Person, subject.author.n),
            title,
            description,
            listing_type,
            profession,
            specialty: subject.trade.specialty_code(),
            status: life.status,
            is_premium: life.is_premium,
            is_urgent: life.is_urgent,
            views_count: life.views,
            contacts_count: life.contacts,
            created_at: life.created_at,
            updated_at: life.updated_at,
            published_at: life.published_at,
            expires_at: life.expires_at,
            deleted_at: None,
            closing_reason: life.closing_reason,
            version: life.version,
            location,
            details_id: uuid(self.seed, Kind::Details, n),
            details: terms.into_details(&mut chance),
            media: self.media(n, listing_type, profession, &life, &mut life_chance),
        }
    }

    fn subject(&self, n: u64, chance: &mut Chance) -> Subject {
        let number = n / BLOCK * AUTHORS + n % BLOCK % AUTHORS;
        let author = Author::of(self.seed, number, &self.places);
        let broad = matches!(author.kind, AccountKind::Agency | AccountKind::PublicBody);
        let trade = if broad { broad_trade(author.kind, chance) } else { author.trade };
        // An agency works everywhere; a town speaks of itself.
        let commune = if author.kind == AccountKind::Agency {
            self.places.draw(chance, trade.min_population())
        } else {
            author.commune
        };
        let again = n % BLOCK >= AUTHORS;
        let listing_type = draw_type(author.kind, trade, again, chance);
        let voice = match author.kind {
            AccountKind::Student => Voice::I,
            AccountKind::Organisation => Voice::House,
            AccountKind::PublicBody => Voice::Town,
            AccountKind::Agency => Voice::Broker,
            AccountKind::Practitioner => {
                let several = match listing_type {
                    ListingType::Availability => 0,
                    ListingType::Collaboration => 55,
                    ListingType::Replacement => 22,
                    ListingType::Transfer => 12,
                };
                if chance.odds(several) { Voice::We } else { Voice::I }
            }
        };
        Subject { author, listing_type, voice, trade, commune }
    }

    fn outline(&self, subject: &Subject, when: When) -> terms::Outline {
        terms::Outline {
            today: self.today,
            listing_type: subject.listing_type,
            voice: subject.voice,
            trade: subject.trade,
            demand: self.places.demand(subject.commune),
            setting: self.places.setting(subject.commune),
            holiday_country: self.places.department(subject.commune).has('S')
                || self.places.department(subject.commune).has('M')
                || self.places.department(subject.commune).has('O'),
            when,
        }
    }

    fn location(&self, n: u64, subject: &Subject) -> DemoLocation {
        let mut chance = Chance::new(self.seed, PLACE, n);
        let commune = self.places.commune(subject.commune);
        let (latitude, longitude) = self.places.point(subject.commune, &mut chance);
        let hidden = matches!(subject.listing_type, ListingType::Transfer | ListingType::Collaboration)
            && matches!(subject.voice, Voice::I | Voice::We | Voice::Broker);
        let visibility = match chance.between(0, 99) {
            _ if subject.listing_type == ListingType::Availability => "commune",
            0..9 => "exact",
            9..23 if hidden => "area",
            _ => "commune",
        };
        let address = (visibility == "exact" || chance.odds(40)).then(|| terms::address(&mut chance));
        DemoLocation {
            id: uuid(self.seed, Kind::Location, n),
            address,
            postal_code: commune.postal_code.clone(),
            city: commune.name.clone(),
            region: commune.region_name.clone(),
            department: commune.department.clone(),
            region_code: commune.region_code.clone(),
            commune_code: commune.code.clone(),
            visibility,
            latitude,
            longitude,
            medical_density_zone: None,
            density_score: None,
        }
    }

    fn story(&self, subject: &Subject, terms: &Terms, confidential: bool) -> Story<'_> {
        let department = self.places.department(subject.commune);
        let city = spoken_name(&self.places.commune(subject.commune).name);
        let (place, at, of) = if confidential {
            // What the text says is no more than the area that search shows, which may be the whole country.
            ("France".to_owned(), "en France".to_owned(), "de France".to_owned())
        } else {
            let name = typographic(city);
            let (at, of) = (at_place(&name), of_place(&name));
            (name, at, of)
        };
        let near = if confidential { None } else { self.places.near(subject.commune) };
        terms.story(terms::Scene {
            today: self.today,
            listing_type: subject.listing_type,
            voice: subject.voice,
            feminine: subject.author.feminine,
            student: subject.author.kind == AccountKind::Student,
            trade: subject.trade,
            place,
            at,
            of,
            hidden: confidential.then(|| city.to_owned()),
            department,
            near,
            setting: self.places.setting(subject.commune),
        })
    }

    fn media(
        &self,
        n: u64,
        listing_type: &'static str,
        profession: &'static str,
        life: &Life,
        chance: &mut Chance,
    ) -> Vec<DemoMedia> {
        if !chance.odds(72) {
            return Vec::new();
        }
        let file_name = [listing_type, "-", profession, ".svg"].concat();
        vec![DemoMedia {
            id: uuid(self.seed, Kind::Media, n),
            file_url: ["/illustrations/", &file_name].concat(),
            file_name,
            file_type: "image",
            display_order: 0,
            created_at: life.created_at,
        }]
    }
}

/// Towns look for the professions that deserts lack; brokers sell what is worth a commission.
fn broad_trade(kind: AccountKind, chance: &mut Chance) -> Trade {
    let mut trade = draw_trade(chance);
    for _ in 0..6 {
        let fits = match kind {
            AccountKind::PublicBody => {
                matches!(
                    trade.craft(),
                    Craft::General | Craft::Dental | Craft::Physio | Craft::Speech | Craft::Birth
                )
            }
            _ => matches!(
                trade.craft(),
                Craft::Pharmacy | Craft::Dental | Craft::Specialist | Craft::Shop | Craft::Physio
            ),
        };
        if fits {
            break;
        }
        trade = draw_trade(chance);
    }
    trade
}

/// `again`: the author's second listing. One practice is not sold twice.
fn draw_type(kind: AccountKind, trade: Trade, again: bool, chance: &mut Chance) -> ListingType {
    use ListingType::{Availability, Collaboration, Replacement, Transfer};
    let weights: &[(u32, ListingType)] = match (kind, trade.craft()) {
        (AccountKind::Student, _) | (AccountKind::Practitioner, Craft::Employed) => &[(1, Availability)],
        (AccountKind::Organisation, Craft::Pharmacy) => &[(40, Replacement), (60, Collaboration)],
        (AccountKind::Practitioner, Craft::Pharmacy) => match trade.specialty_code() {
            Some("officine_adjoint") => &[(35, Availability), (40, Replacement), (25, Collaboration)],
            _ if again => &[(1, Replacement)],
            _ => &[(90, Transfer), (10, Replacement)],
        },
        (AccountKind::Organisation, _) => &[(45, Replacement), (55, Collaboration)],
        (AccountKind::PublicBody, _) => &[(30, Replacement), (70, Collaboration)],
        (AccountKind::Agency, Craft::Employed) => &[(1, Replacement)],
        (AccountKind::Agency, _) => &[(85, Transfer), (15, Replacement)],
        (AccountKind::Practitioner, _) if again => {
            &[(790, Replacement), (190, Collaboration), (20, Availability)]
        }
        (AccountKind::Practitioner, _) => {
            &[(620, Transfer), (170, Replacement), (185, Collaboration), (20, Availability)]
        }
    };
    chance.weighted(weights)
}

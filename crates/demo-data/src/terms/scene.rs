//! From terms to the facts that texts may tell.

use super::Terms;
use crate::departments::Department;
use crate::places::Setting;
use crate::texts::{ListingType, Story, Voice};
use crate::trades::Trade;
use chrono::NaiveDate;

/// Who speaks, of what, where.
pub(crate) struct Scene<'a> {
    /// The day of generation.
    pub today: NaiveDate,
    /// Type of listing.
    pub listing_type: ListingType,
    /// Who speaks.
    pub voice: Voice,
    /// Agreement with the author.
    pub feminine: bool,
    /// Whether the author is a student.
    pub student: bool,
    /// Profession and specialty.
    pub trade: Trade,
    /// Name of the place, or of the country when confidential.
    pub place: String,
    /// The same after « à ».
    pub at: String,
    /// The same after « de ».
    pub of: String,
    /// The commune that must not be named.
    pub hidden: Option<String>,
    /// The department.
    pub department: &'a Department,
    /// Town and minutes.
    pub near: Option<(String, i64)>,
    /// Size of the place.
    pub setting: Setting,
}

impl Terms {
    /// The facts, without those that the author keeps.
    pub(crate) fn story<'a>(&self, scene: Scene<'a>) -> Story<'a> {
        let figures = &self.figures;
        let paid_share = !self.salaried;
        Story {
            today: scene.today,
            listing_type: scene.listing_type,
            voice: scene.voice,
            feminine: scene.feminine,
            student: scene.student,
            trade: scene.trade,
            place: scene.place,
            at: scene.at,
            of: scene.of,
            hidden: scene.hidden,
            department: scene.department,
            near: scene.near,
            setting: scene.setting,
            software: self.software,
            reason: self.reason,
            arrangement: self.arrangement,
            premises: self.premises,
            sector: figures.sector,
            period: self.period.clone().unwrap_or_default(),
            years: self.years,
            partners: self.partners,
            surface: self.surface,
            months: self.months,
            from: self.from,
            immediate: self.immediate,
            equipment: self.equipment,
            housing: self.housing,
            secretary: self.secretary,
            students: self.students,
            turnover: self.turnover(),
            price: self.price(),
            charges: Some(figures.charges),
            patients: self.patients(),
            acts_day: self.shown.acts.then_some(figures.acts_day),
            acts_week: self.shown.acts.then_some(figures.acts_week),
            share: (paid_share && self.shown.share).then_some(figures.share),
            daily: self.salaried.then_some(figures.daily),
            minimum: (paid_share && self.shown.minimum).then_some(figures.minimum),
            fee: self.fee(),
            stake: self.stake,
            staff: Some(figures.staff),
            km: self.km,
            full_time: self.full_time,
        }
    }

    pub(super) fn turnover(&self) -> Option<i64> {
        self.shown.turnover.then_some(self.figures.turnover)
    }

    pub(super) fn price(&self) -> Option<i64> {
        self.shown.price.then_some(self.figures.price)
    }

    pub(super) fn patients(&self) -> Option<i64> {
        self.shown.patients.then_some(self.figures.patients)
    }

    /// What a collaborator leaves to the practice: the complement of a replacement's share.
    pub(super) fn fee(&self) -> Option<i64> {
        let liberal = self.listing_type == ListingType::Collaboration
            && matches!(self.arrangement, "liberal_collaboration" | "group_practice");
        (liberal && self.shown.share).then_some((100 - self.figures.share).max(5))
    }
}

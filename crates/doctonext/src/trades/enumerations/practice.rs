//! The place of practice: its form, its premises, its agreement with health insurance.
use super::super::coded::{coded, keyed, slugged};

/// The form of a place of practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PracticeType {
    /// One practitioner alone.
    Solo,
    /// Several practitioners.
    Group,
    /// A hospital or clinic.
    Clinic,
    /// Several professions under one project.
    Msp,
    /// Salaried practitioners.
    HealthCenter,
    /// A company that practises.
    Sel,
    /// A company that shares means.
    Scm,
    /// A pharmacy open to the public.
    Pharmacy,
    /// A medical laboratory.
    Laboratory,
    /// Visits to patients.
    Home,
    /// Anything else.
    Other,
}

coded!(PracticeType {
    Solo => "solo", "Cabinet individuel";
    Group => "group", "Cabinet de groupe";
    Clinic => "clinic", "Clinique / établissement";
    Msp => "msp", "Maison de santé pluriprofessionnelle (MSP)";
    HealthCenter => "health_center", "Centre de santé";
    Sel => "sel", "Société d’exercice (SEL, SCP)";
    Scm => "scm", "Société civile de moyens (SCM)";
    Pharmacy => "pharmacy", "Officine";
    Laboratory => "laboratory", "Laboratoire";
    Home => "home", "Exercice à domicile";
    Other => "other", "Autre";
});

keyed!(PracticeType {
    Solo => 1;
    Group => 2;
    Clinic => 3;
    Msp => 4;
    HealthCenter => 5;
    Sel => 6;
    Scm => 7;
    Pharmacy => 8;
    Laboratory => 9;
    Home => 10;
    Other => 11;
});

slugged!(PracticeType {
    Solo => "cabinet-individuel";
    Group => "cabinet-de-groupe";
    Clinic => "clinique";
    Msp => "maison-de-sante";
    HealthCenter => "centre-de-sante";
    Sel => "societe-d-exercice";
    Scm => "scm";
    Pharmacy => "officine";
    Laboratory => "laboratoire";
    Home => "domicile";
    Other => "autre";
});

/// What becomes of the walls in a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Premises {
    /// The walls are sold too.
    Sale,
    /// The walls are let.
    Rent,
    /// The current lease is handed over.
    LeaseTransfer,
    /// No premises included.
    None,
}

coded!(Premises {
    Sale => "sale", "Murs à vendre";
    Rent => "rent", "Local à louer";
    LeaseTransfer => "lease_transfer", "Droit au bail cédé";
    None => "none", "Sans local";
});

/// Agreement between a doctor and health insurance on fees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ConventionSector {
    /// Fees set by the agreement.
    S1,
    /// Free fees.
    S2,
    /// Free fees, moderated by contract.
    Optam,
    /// Outside any agreement.
    S3,
    /// The profession knows no sectors.
    Na,
}

coded!(ConventionSector {
    S1 => "s1", "Secteur\u{a0}1";
    S2 => "s2", "Secteur\u{a0}2";
    Optam => "optam", "Secteur\u{a0}2 OPTAM / OPTAM-CO";
    S3 => "s3", "Non conventionné";
    Na => "na", "Sans objet";
});

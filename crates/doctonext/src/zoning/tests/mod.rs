//! Files as `CartoSanté` lays them out, through the command line's act and through the routes, on a real database.

mod answers;
mod followers;
mod imports;
mod team;

use std::{fmt::Write, path::PathBuf};

use super::{About, ImportError, Imported, Order, Report, Told};
use crate::testing::World;

const NURSES: &str = "Zonage infirmiers";
const DENTISTS: &str = "Zonage chirurgien-dentiste";

/// A file with three heading lines, an open mark and line ends of Windows.
fn file(heading: &str, lines: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut text = format!(
        "\u{feff}CartoSanté; ; \r\nRéférentiel géographique : France par commune et arrondissement mun.; ; \r\nCode;Libellé;{heading}"
    );
    for (code, name, class) in lines {
        write!(text, "\r\n{code};{name};{class}").unwrap();
    }
    text.into_bytes()
}

/// The doctors' extract: postal codes without their first zero.
fn doctors(lines: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut text = "\u{feff}Code_postal,Nom_commune,Zonage\n".to_owned();
    for (code, name, class) in lines {
        writeln!(text, "{code},\"{name}\",{class}").unwrap();
    }
    text.into_bytes()
}

/// Guéret is over-served for nurses, and so on: enough for a visitor to ask.
fn nurses() -> Vec<u8> {
    file(
        NURSES,
        &[
            ("23096", "Guéret", "5_Sur_dotee"),
            ("23008", "Aubusson", "2_Sous_dotee"),
            ("75116", "Paris 16e Arrondissement", "3_intermediaire"),
            ("75115", "Paris 15e Arrondissement", "3_intermediaire"),
            ("69381", "Lyon 1er Arrondissement", "4_Tres_dotee"),
            ("69382", "Lyon 2e Arrondissement", "3_intermediaire"),
            ("97701", "Saint-Barthélemy", "N/A - résultat non disponible"),
            ("01330", "Ruffieu", "3_intermediaire"),
            ("01187", "Haut Valromey", "1_Tres_sous_dotee"),
            ("99999", "Nulle-Part", "3_intermediaire"),
        ],
    )
}

/// Imports files under made-up names that tell nothing.
async fn import_about(world: &World, files: &[Vec<u8>], about: About) -> Result<Vec<Report>, ImportError> {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = files
        .iter()
        .enumerate()
        .map(|(n, bytes)| {
            let path = folder.path().join(format!("{n}.csv"));
            std::fs::write(&path, bytes).unwrap();
            path
        })
        .collect();
    let order = Order { paths, about, force: false };
    super::import(world.db(), &world.app.gazetteer, order, world.app.clock.now()).await
}

async fn import(world: &World, bytes: Vec<u8>) -> Box<Imported> {
    let mut reports = import_about(world, &[bytes], About::default()).await.unwrap();
    match reports.remove(0).told {
        Told::Imported(it) => it,
        Told::InForceAlready => panic!("it was in force"),
    }
}

async fn count(world: &World, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(world.db()).await.unwrap()
}

/// The small file of nurses, in force: for tests of other rooms.
pub(crate) async fn nurses_in_force(world: &World) {
    import(world, nurses()).await;
}

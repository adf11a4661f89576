//! Names of communes that are also words of every day, first names, or words of listings: nobody means a place by « garde » or
//! « plaisir » unless something else says so. Communes of more than 2,000 inhabitants whose name stands in a French
//! dictionary, by hand.

/// Names without their article, folded.
const ORDINARY: &str = "
    orange vienne possession port plaisir garde trappes houilles tampon madeleine robert lilas fontaine moule croix sens gap
    menton saintes grasse mans havre union avion passage salles riche provins fleche moulins pertuis sorgues trinite gaillard
    publier couronne anse vif monts marin contes aigle montagne blanc mer rives change hopital creche ligne diamant ulis
    colombes castres sarcelles etampes sceaux cluses lattes herbiers persan talant avirons fosses arques grenade angles
    sorbiers arcs falaise goyave lisses gaude luisant coteau fronton cassis lorrain mene eu ares condom entrelacs tronche
    baud mare oraison bouillante noves clapiers verriere fenouillet leves cancale santes achards drap roques cendre garons
    tresses marquise gorges lorette souterraine mure monnaie lege trait rognes tierce guise charmes guignes provin ormes val
    cours agneaux roquettes tonnerre grisolles brie benet cellier chatre aiguillon replonges touques rousses pannes
    ardentes champagne viviers marines moutiers aubin etain bonne pieux brou fretin machine loupe medis flotte signes
    sentinelle motte chauve fins rue marigot bruyeres taule bordes colombiers planche pierres force hanches vans cintre
    touches bras pommiers graces palais couture rots bais rouille chatte terrasse abondant boulange levier sablons sales
    monastere bourg cavalerie roche jardin loue rouge mages grignon avoine creances attaques taillades sequestre charron
    rivieres chars albert luce revel melle gan gray die rethel laurent ham thor crest pia mende sete vertou breuil lens lure
    chevreuse clermont ville villeneuve centre retraite cabinet maison sante grand petit belle beau bon neuf saint sainte
    perle lac pont moulin chateau prison eglise marche pole place parc bois forge usine gare bains eaux cure soin soins
    bourget pallet coudray haye nozay isle buc autun agen nord sud est ouest manche lot somme cher landes reunion allier
    rieux roman donat marcel alban paulin victor germain brice maxime tours cannes vannes muret sevres contest
    petit-bourg grand-bourg
";

/// Whether a folded name, article left out, is a word of every day.
pub(super) fn is_ordinary(name: &str) -> bool {
    static WORDS: std::sync::LazyLock<std::collections::HashSet<String>> = std::sync::LazyLock::new(|| {
        ORDINARY.split_ascii_whitespace().map(|it| it.replace('-', " ")).collect()
    });
    WORDS.contains(name)
}

//! What the log's two checksums are of: the part of a row that acts of the team change.

use serde_json::Value;
use sqlx::PgConnection;

/// The state of what an act is done to, by the kind and the identifier that its line of the log names; none for kinds whose
/// acts change nothing that is kept here, and for what is gone.
pub async fn state_of(db: &mut PgConnection, (kind, id): (&str, &str)) -> sqlx::Result<Option<Value>> {
    let statement = match kind {
        "user" | "profile" => {
            "select jsonb_build_object('role', role, 'account_kind', account_kind, 'trust_level', trust_level,
                 'verification_status', verification_status, 'barred_at', barred_at, 'barred_until', barred_until,
                 'profile_hidden_at', profile_hidden_at)
             from users where id = $1"
        }
        "listing" | "revision" => {
            "select jsonb_build_object('status', l.status, 'reduced_at', l.reduced_at, 'revision', r.number,
                 'revision_status', r.status)
             from listings l left join lateral (select number, status from listing_revisions
                  where listing_id = l.id order by number desc limit 1) r on true
             where l.id = $1"
        }
        "photo" => "select jsonb_build_object('state', state) from listing_media where id = $1",
        "decision" => "select jsonb_build_object('state', state) from moderation_decisions where id = $1",
        "appeal" => {
            "select jsonb_build_object('outcome', a.outcome, 'decision', d.state,
                 'listing', (select l.status from listings l where l.id = d.subject_id),
                 'photo', (select m.state from listing_media m where m.id = d.subject_id),
                 'barred_at', (select u.barred_at from users u where u.id = d.user_id),
                 'profile_hidden_at', (select u.profile_hidden_at from users u where u.id = d.user_id))
             from moderation_appeals a join moderation_decisions d on d.id = a.decision_id where a.id = $1"
        }
        // One set of rules for the house: `screening`.
        "rules" => {
            "select coalesce(jsonb_agg(jsonb_build_object('number', number, 'state', state, 'rules', rules) order by number), '[]')
             from screening_versions where state in ('draft', 'active') and $1 <> ''"
        }
        "zoning_edition" => {
            "select jsonb_build_object('state', state, 'file_sha256', file_sha256, 'source', source, 'decree', decree)
             from zoning_editions where id = $1"
        }
        "installation_rule" => "select to_jsonb(r) from installation_rules r where id = $1",
        "price" => "select to_jsonb(p) from price_list p where id = $1",
        _ => return Ok(None),
    };
    sqlx::query_scalar(statement).bind(id).fetch_optional(db).await
}

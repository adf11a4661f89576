//! Tables whose room is not built yet.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{PgConnection, PgPool};

use crate::{personal_data::Swept, sealing::Sealed};

/// What these tables hold about a person, but the texts of messages.
pub(in crate::privacy) async fn export_elsewhere(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    sqlx::query_scalar(
        "select jsonb_build_object(
            'favoris', (select coalesce(jsonb_agg(jsonb_build_object(
                'annonce', f.listing_id, 'titre', l.title, 'depuis', f.created_at) order by f.created_at), '[]')
                from favorites f join listings l on l.id = f.listing_id where f.user_id = $1),
            'recherches', (select coalesce(jsonb_agg(jsonb_build_object(
                'nom', name, 'criteres', search_criteria, 'active', is_active, 'par_lettre', email_alerts_enabled,
                'derniere_lettre', last_alert_sent, 'creee_le', created_at) order by created_at), '[]')
                from saved_searches where user_id = $1),
            'alertes', (select coalesce(jsonb_agg(jsonb_build_object(
                'annonce', listing_id, 'signalee_le', sent_at, 'par_lettre', email_sent) order by sent_at), '[]')
                from alert_notifications where user_id = $1),
            'visites', (select coalesce(jsonb_agg(jsonb_build_object(
                'annonce', listing_id, 'evenement', event_type, 'reseau', ip_address, 'navigateur', user_agent,
                'quand', created_at) order by created_at), '[]')
                from listing_analytics where user_id = $1),
            'copies_demandees', (select coalesce(jsonb_agg(jsonb_build_object(
                'demandee_le', asked_at, 'prete_le', ready_at, 'expire_le', expires_at) order by asked_at), '[]')
                from data_exports where user_id = $1),
            'suppressions_demandees', (select coalesce(jsonb_agg(jsonb_build_object(
                'motif', cause, 'demandee_le', asked_at, 'prevue_le', due_at, 'terminee_le', ended_at,
                'issue', outcome) order by asked_at), '[]')
                from account_closures where user_id = $1),
            'conversations', (select coalesce(jsonb_agg(jsonb_build_object(
                'identifiant', c.id, 'annonce', c.listing_id, 'avec', o.name, 'commencee_le', c.created_at,
                'dernier_message_le', c.last_message_at) order by c.created_at), '[]')
                from conversations c join users o
                  on o.id = case when c.participant_1_id = $1 then c.participant_2_id else c.participant_1_id end
                where c.participant_1_id = $1 or c.participant_2_id = $1),
            'contrats', (select coalesce(jsonb_agg(jsonb_build_object(
                'identifiant', c.id, 'annonce', c.listing_id, 'type', c.contract_type, 'etat', c.status,
                'avec', o.name, 'contenu', c.contract_data, 'paiement', c.payment_status, 'signe_le', c.signed_at,
                'cree_le', c.created_at) order by c.created_at), '[]')
                from contracts c join users o on o.id = case when c.sender_id = $1 then c.recipient_id else c.sender_id end
                where c.sender_id = $1 or c.recipient_id = $1),
            'abonnements', (select coalesce(jsonb_agg(jsonb_build_object(
                'formule', plan, 'etat', status, 'du', period_start, 'au', period_end, 'client', stripe_customer_id)
                order by period_start), '[]')
                from subscriptions where reference_id = $1),
            'articles', (select coalesce(jsonb_agg(jsonb_build_object(
                'titre', title, 'adresse', slug, 'publie_le', published_at) order by created_at), '[]')
                from blog_articles where author_id = $1))",
    )
    .bind(person)
    .fetch_one(db)
    .await
}

/// A message of a person's conversations.
#[derive(sqlx::FromRow)]
pub(in crate::privacy) struct Message {
    pub(in crate::privacy) id: String,
    pub(in crate::privacy) conversation_id: String,
    pub(in crate::privacy) is_own: bool,
    pub(in crate::privacy) created_at: DateTime<Utc>,
    pub(in crate::privacy) content: Sealed,
}

pub(in crate::privacy) async fn messages_of(
    db: &mut PgConnection,
    person: &str,
) -> sqlx::Result<Vec<Message>> {
    sqlx::query_as(
        "select id, conversation_id, sender_id = $1 as is_own, created_at, content from messages
         where sender_id = $1 or recipient_id = $1 order by conversation_id, created_at, id",
    )
    .bind(person)
    .fetch_all(db)
    .await
}

/// Erases what is the person's alone; gives the keys of their exports.
pub(in crate::privacy) async fn erase_elsewhere(
    db: &mut PgConnection,
    person: &str,
) -> sqlx::Result<Vec<String>> {
    for statement in [
        "delete from alert_notifications where user_id = $1",
        "delete from saved_searches where user_id = $1",
        "delete from favorites where user_id = $1",
        "update listing_analytics set user_id = null, ip_address = null, user_agent = null, referrer = null
         where user_id = $1",
    ] {
        sqlx::query(statement).bind(person).execute(&mut *db).await?;
    }
    sqlx::query_scalar("delete from data_exports where user_id = $1 returning 'exports/' || id")
        .bind(person)
        .fetch_all(db)
        .await
}

/// Whether a person has a contract that is neither a draft nor over.
pub(in crate::privacy) async fn has_contract_in_progress(
    db: &mut PgConnection,
    person: &str,
) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select exists (select from contracts
                        where (sender_id = $1 or recipient_id = $1)
                          and status in ('awaiting_payment', 'ready', 'pending', 'partially_signed', 'signed', 'transmitted'))",
    )
    .bind(person)
    .fetch_one(db)
    .await
}

/// Removes what the bell showed by then.
pub(in crate::privacy) async fn sweep_notifications(
    db: &PgPool,
    before: DateTime<Utc>,
    most: i64,
) -> sqlx::Result<Swept> {
    let statement = "with due as (select id from notifications where created_at <= $1),
              gone as (delete from notifications where id in (select id from due limit $2) returning 1)
         select (select count(*) from gone), (select count(*) from due)";
    swept(db, statement, before, most).await
}

/// Empties addresses and browsers of visits made by then.
pub(in crate::privacy) async fn empty_visits(
    db: &PgPool,
    before: DateTime<Utc>,
    most: i64,
) -> sqlx::Result<Swept> {
    let statement = "with due as (select id from listing_analytics
                     where created_at <= $1 and (ip_address is not null or user_agent is not null)),
              gone as (update listing_analytics set ip_address = null, user_agent = null
                       where id in (select id from due limit $2) returning 1)
         select (select count(*) from gone), (select count(*) from due)";
    swept(db, statement, before, most).await
}

/// Removes visits made by then; their number stays in the listing.
pub(in crate::privacy) async fn sweep_visits(
    db: &PgPool,
    before: DateTime<Utc>,
    most: i64,
) -> sqlx::Result<Swept> {
    let statement = "with due as (select id from listing_analytics where created_at <= $1),
              gone as (delete from listing_analytics where id in (select id from due limit $2) returning 1)
         select (select count(*) from gone), (select count(*) from due)";
    swept(db, statement, before, most).await
}

async fn swept(
    db: &PgPool,
    statement: &'static str,
    before: DateTime<Utc>,
    most: i64,
) -> sqlx::Result<Swept> {
    sqlx::query_as(statement).bind(before).bind(most).fetch_one(db).await.map(Swept::of)
}

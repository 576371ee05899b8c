//! Templates: named policies that never change.

use std::fmt;

use rusqlite::{Connection, OptionalExtension, Row, params};
use verifier_core::canonical::Value;
use verifier_core::decision::{Actor, ActorKind, EventType, Mode, Policy, Template, Timestamp};
use verifier_core::json::{Document, Limits};

use super::Store;
use super::error::StoreError;
use super::rows::{Recorded, record_digest, values_of};
use super::writing::{NewEvent, Writing};

/// How an event of a template is read by its rowid.
pub(super) const EVENT_BY_ROWID: &str =
    "SELECT template_name, seq, event_type, ts, actor_type, actor_id, payload, digest
     FROM template_events WHERE rowid = ?1";

/// A template that is to be created.
#[derive(Debug, Clone)]
pub struct NewTemplate {
    /// Its name; no other template has it.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The policy that it gives to decisions.
    pub policy: Policy,
}

/// Why a template cannot be created.
#[derive(Debug)]
pub enum TemplateError {
    /// The template itself is wrong.
    Invalid {
        /// What is wrong with it.
        what: String,
    },
    /// The store says no.
    Store(StoreError),
}

impl TemplateError {
    /// The code, which does not change between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Invalid { .. } => "INVALID_TEMPLATE",
            Self::Store(error) => error.code(),
        }
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid { what } => f.write_str(what),
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for TemplateError {}

impl From<StoreError> for TemplateError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Store {
    /// Creates a template.
    ///
    /// # Errors
    /// `TEMPLATE_ALREADY_EXISTS`, `INVALID_TEMPLATE`, or where the file cannot be written.
    pub fn create_template(&mut self, new: &NewTemplate, actor: &Actor) -> Result<Template, TemplateError> {
        if new.name.is_empty() {
            return Err(TemplateError::Invalid { what: "the name is empty".to_owned() });
        }
        new.policy.validate().map_err(|fault| TemplateError::Invalid { what: fault.to_string() })?;
        self.write(|writing| writing.create_template(new, actor).map_err(TemplateError::Store))
    }

    /// The template with this name.
    ///
    /// # Errors
    /// `TEMPLATE_NOT_FOUND`; `STORE_TAMPERED` where its row is not what was recorded.
    pub fn template(&self, name: &str) -> Result<Template, StoreError> {
        self.reading(|connection| template(connection, name, self.chained))
    }

    /// The templates in the order of their names, from the first one behind `after`; with a label, those
    /// that have it.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn templates(
        &self,
        after: Option<&str>,
        label: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Template>, StoreError> {
        self.reading(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT name FROM templates WHERE ?1 IS NULL OR name > ?1 ORDER BY name")?;
            let mut names = statement.query([after])?;
            let mut templates = Vec::new();
            while templates.len() < limit {
                let Some(row) = names.next()? else { break };
                let template = template(connection, &row.get::<_, String>(0)?, self.chained)?;
                if label.is_none_or(|label| template.policy.labels.iter().any(|own| own == label)) {
                    templates.push(template);
                }
            }
            Ok(templates)
        })
    }
}

impl Writing<'_> {
    /// The template with this name.
    ///
    /// # Errors
    /// As [`Store::template`].
    pub fn template(&self, name: &str) -> Result<Template, StoreError> {
        template(self.connection(), name, true)
    }

    fn create_template(&mut self, new: &NewTemplate, actor: &Actor) -> Result<Template, StoreError> {
        let there = self
            .connection()
            .prepare_cached("SELECT 1 FROM templates WHERE name = ?1")?
            .exists([&new.name])?;
        if there {
            return Err(StoreError::TemplateExists { name: new.name.clone() });
        }
        let template = Template {
            name: new.name.clone(),
            description: new.description.clone(),
            policy: new.policy.clone(),
            created_at: self.now()?,
            created_by: actor.clone(),
        };
        let row = row_of(&template);
        let columns = Recorded::Template.columns();
        let (min_approvals, max_steps) = (template.policy.min_approvals, template.policy.max_steps);
        let inserted = self
            .connection()
            .prepare_cached(&format!(
                "INSERT INTO templates ({}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                columns.join(", ")
            ))?
            .execute(params![
                template.name,
                template.description,
                min_approvals,
                modes_of(&template.policy),
                list_of(&template.policy.require_adapter_capabilities),
                max_steps,
                list_of(&template.policy.labels),
                template.created_at.to_string(),
                template.created_by.kind.as_str(),
                template.created_by.id,
                template.digest().to_string()
            ])?;
        super::writing::stored(inserted, "a template")?;
        self.chain(Recorded::Template, &new.name, 0, record_digest(Recorded::Template, row))?;
        let event = NewEvent {
            event_type: EventType::TemplateCreated,
            actor: actor.clone(),
            payload: template.to_payload(),
        };
        let mut created = self.next(Recorded::TemplateEvent, &new.name, &event)?;
        created.ts = template.created_at.to_string();
        self.insert(Recorded::TemplateEvent, &created)?;
        Ok(template)
    }
}

fn row_of(template: &Template) -> [Value; 11] {
    let policy = &template.policy;
    [
        (&template.name).into(),
        (&template.description).into(),
        policy.min_approvals.into(),
        modes_of(policy).into(),
        list_of(&policy.require_adapter_capabilities).into(),
        policy.max_steps.into(),
        list_of(&policy.labels).into(),
        template.created_at.to_string().into(),
        template.created_by.kind.as_str().into(),
        (&template.created_by.id).into(),
        template.digest().to_string().into(),
    ]
}

/// A list of texts as a column holds it: a JSON array.
fn list_of(texts: &[String]) -> String {
    Value::array(texts.iter()).to_canonical()
}

fn modes_of(policy: &Policy) -> String {
    Value::array(policy.allowed_modes.iter().map(|mode| mode.as_str())).to_canonical()
}

/// Reads a template. Its stored digest must be that of its content; where there is a chain, the row must
/// also be the one that was recorded.
fn template(connection: &Connection, name: &str, chained: bool) -> Result<Template, StoreError> {
    let template = unchecked(connection, name)?;
    if chained {
        check_record(connection, name)?;
    }
    Ok(template)
}

/// Reads a template, and compares its stored digest with its content.
pub(super) fn unchecked(connection: &Connection, name: &str) -> Result<Template, StoreError> {
    let sql = format!("SELECT {} FROM templates WHERE name = ?1", Recorded::Template.columns().join(", "));
    let template = connection
        .prepare_cached(&sql)?
        .query_row([name], |row| Ok(read(row)))
        .optional()?
        .ok_or_else(|| StoreError::TemplateNotFound { name: name.to_owned() })?;
    let (template, stored) = template?;
    let digest = template.digest();
    if digest.is_written_as(&stored) {
        return Ok(template);
    }
    Err(tampered(name, format!("its digest is {stored}, but its content has {digest}")))
}

fn check_record(connection: &Connection, name: &str) -> Result<(), StoreError> {
    let columns = Recorded::Template.columns();
    let sql = format!("SELECT {} FROM templates WHERE name = ?1", columns.join(", "));
    let values =
        connection.prepare_cached(&sql)?.query_row([name], |row| Ok(values_of(row, columns.len())))?;
    let recorded: Option<[u8; 32]> = connection
        .prepare_cached("SELECT record FROM chain WHERE subject = ?1 AND kind = 'template'")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    let record = values.map(|values| *record_digest(Recorded::Template, values).bytes());
    match recorded {
        Some(recorded) if record == Some(recorded) => Ok(()),
        Some(_) => Err(tampered(name, "it is not what was recorded".to_owned())),
        None => Err(tampered(name, "it is not in the chain".to_owned())),
    }
}

fn tampered(name: &str, what: String) -> StoreError {
    StoreError::Tampered { place: format!("template {name}"), what }
}

/// A template and its stored digest.
fn read(row: &Row<'_>) -> Result<(Template, String), StoreError> {
    let name: String = row.get(0)?;
    let wrong = |column: &str| StoreError::Tampered {
        place: format!("template {name}"),
        what: format!("{column} is not what a template has there"),
    };
    let count = |column: &'static str, number: i64| {
        u64::try_from(number).ok().filter(|number| *number > 0).ok_or_else(|| wrong(column))
    };
    let min_approvals = count("min_approvals", row.get(2)?)?;
    let max_steps = match row.get::<_, Option<i64>>(5)? {
        Some(number) => Some(count("max_steps", number)?),
        None => None,
    };
    let modes = texts(&row.get::<_, String>(3)?).ok_or_else(|| wrong("allowed_modes"))?;
    let allowed_modes = modes
        .iter()
        .map(|mode| Mode::parse(mode))
        .collect::<Option<Vec<_>>>()
        .filter(|modes| !modes.is_empty())
        .ok_or_else(|| wrong("allowed_modes"))?;
    let template = Template {
        description: row.get(1)?,
        policy: Policy {
            min_approvals,
            allowed_modes,
            require_adapter_capabilities: texts(&row.get::<_, String>(4)?)
                .ok_or_else(|| wrong("require_adapter_capabilities"))?,
            max_steps,
            labels: texts(&row.get::<_, String>(6)?).ok_or_else(|| wrong("labels"))?,
        },
        created_at: Timestamp::parse(&row.get::<_, String>(7)?).ok_or_else(|| wrong("created_at"))?,
        created_by: Actor { kind: ActorKind::from(row.get::<_, String>(8)?.as_str()), id: row.get(9)? },
        name,
    };
    Ok((template, row.get(10)?))
}

/// The strings of a JSON array of strings.
fn texts(json: &str) -> Option<Vec<String>> {
    let document = Document::read(json.as_bytes(), &Limits::default()).ok()?;
    let root = Some(document.root()).filter(|root| root.is_array())?;
    root.elements().map(|element| element.as_str().map(std::borrow::Cow::into_owned)).collect()
}

//! `nexus-attest template`

use store_native::store::NewTemplate;
use verifier_core::canonical::Value;
use verifier_core::decision::{Mode, Policy, Template};

use super::{named, policy_facts};
use crate::cli::arguments::{
    TemplateCommand, TemplateCreateArguments, TemplateGetArguments, TemplateListArguments,
};
use crate::cli::problem::Problem;
use crate::cli::session::{Access, Session, quoted};
use crate::cli::status::Status;
use crate::cli::text::{Column, Page, Table, counted, excerpted, moment};

/// Creates, lists or shows templates.
pub fn template(session: &Session, command: TemplateCommand) -> Result<Status, Problem> {
    match command {
        TemplateCommand::Create(arguments) => create(session, arguments),
        TemplateCommand::List(arguments) => list(session, &arguments),
        TemplateCommand::Get(arguments) => get(session, &arguments),
    }
}

fn create(session: &Session, arguments: TemplateCreateArguments) -> Result<Status, Problem> {
    let chosen = arguments.policy.choices();
    let new = NewTemplate {
        name: arguments.name,
        description: arguments.description,
        policy: Policy {
            min_approvals: chosen.min_approvals.unwrap_or(1),
            allowed_modes: chosen.allowed_modes.unwrap_or_else(|| vec![Mode::DryRun]),
            require_adapter_capabilities: chosen.require_adapter_capabilities.unwrap_or_default(),
            max_steps: chosen.max_steps,
            labels: chosen.labels.unwrap_or_default(),
        },
    };
    let mut store = session.open(Access::Create)?;
    let template = store.create_template(&new, &arguments.actor).map_err(|error| session.problem(error))?;
    let members = vec![
        ("template_name", (&template.name).into()),
        ("description", (&template.description).into()),
        ("digest", template.digest().to_string().into()),
        ("created_at", template.created_at.to_string().into()),
    ];
    session.answer_recorded("the template is recorded", members, |page| {
        page.done(&format!("Created the template {}", excerpted(&template.name)));
        page.blank();
        show(page, &template);
        page.blank();
        page.heading("Next");
        let name = quoted(&template.name);
        page.line(&format!(
            "  {}",
            session.command(&format!("request --goal TEXT --actor human:WHO --template {name}"))
        ));
    })?;
    Ok(Status::Good)
}

fn get(session: &Session, arguments: &TemplateGetArguments) -> Result<Status, Problem> {
    let store = session.open(Access::Read)?;
    let template = store.template(&arguments.name).map_err(|error| session.problem(error))?;
    let members = vec![
        ("template", value(&template)),
        ("digest", template.digest().to_string().into()),
        ("snapshot", template.snapshot()),
    ];
    session.answer(members, |page| {
        page.heading(&excerpted(&template.name));
        page.blank();
        show(page, &template);
    })?;
    Ok(Status::Good)
}

fn show(page: &mut Page<'_>, template: &Template) {
    let mut shown = Vec::new();
    if !template.description.is_empty() {
        shown.push(("for", excerpted(&template.description).into_owned()));
    }
    shown.extend(policy_facts(&template.policy));
    let by = excerpted(&template.created_by.to_string()).into_owned();
    shown.push(("created", format!("{} by {by}", moment(template.created_at))));
    shown.push(("digest", template.digest().prefixed().to_string()));
    page.facts(&shown);
}

fn list(session: &Session, arguments: &TemplateListArguments) -> Result<Status, Problem> {
    let store = session.open(Access::Read)?;
    let limit = usize::from(arguments.limit);
    // One more than is shown tells whether there is a next page.
    let mut templates = store
        .templates(arguments.after.as_deref(), arguments.label.as_deref(), limit + 1)
        .map_err(|error| session.problem(error))?;
    let more = templates.len() > limit;
    templates.truncate(limit);
    let next = templates.last().filter(|_| more).map(|template| template.name.clone());
    let members = vec![
        ("templates", Value::array(templates.iter().map(summary))),
        ("count", templates.len().into()),
        ("limit", limit.into()),
        ("next", next.clone().into()),
    ];
    session.answer(members, |page| {
        table(&templates).show(page);
        page.blank();
        page.prose(&format!("{}.", counted(templates.len(), "template")));
        if let Some(next) = next {
            let label = arguments.label.as_ref().map(|label| format!(" --label {}", quoted(label)));
            let rest = format!("template list --after {}{}", quoted(&next), label.unwrap_or_default());
            page.line(&format!("There are more: {}", session.command(&rest)));
        }
    })?;
    Ok(Status::Good)
}

fn table(templates: &[Template]) -> Table {
    let mut table = Table::new([
        Column::whole("NAME"),
        Column::whole("APPROVALS"),
        Column::whole("MODES"),
        Column::rest("LABELS"),
        Column::rest("FOR"),
    ]);
    for template in templates {
        let policy = &template.policy;
        let modes: Vec<_> = policy.allowed_modes.iter().map(|mode| mode.as_str()).collect();
        table.row(&[
            template.name.clone(),
            policy.min_approvals.to_string(),
            modes.join(","),
            named(&policy.labels),
            template.description.clone(),
        ]);
    }
    table
}

/// The template as the reference implementation writes it.
fn value(template: &Template) -> Value {
    let Value::Object(mut members) = template.to_payload() else { return Value::Null };
    members.insert("created_at".to_owned(), template.created_at.to_string().into());
    members.insert("created_by".to_owned(), template.created_by.to_value());
    Value::Object(members)
}

fn summary(template: &Template) -> Value {
    let policy = &template.policy;
    Value::object([
        ("name", (&template.name).into()),
        ("description", (&template.description).into()),
        ("min_approvals", policy.min_approvals.into()),
        ("allowed_modes", Value::array(policy.allowed_modes.iter().map(|mode| mode.as_str()))),
        ("labels", Value::array(&policy.labels)),
        ("created_at", template.created_at.to_string().into()),
    ])
}

//! From a text to a program with its arguments.

use std::fs;

use store_native::router::{self, Cause, CommandError, RouterCommand};

use super::support::{AMPLE, Scratch};

/// Words that a shell would do something with, and what the program has to get.
const WORDS: &str =
    r#"two\ words 'single $HOME' "double $HOME \"x\"" a'b'"c" '' $HOME ~ * ; | & > out `id` $(id) \$x é支"#;
const ARGUMENTS: [&str; 18] = [
    "two words",
    "single $HOME",
    "double $HOME \"x\"",
    "abc",
    "",
    "$HOME",
    "~",
    "*",
    ";",
    "|",
    "&",
    ">",
    "out",
    "`id`",
    "$(id)",
    "$x",
    "é支",
    "end",
];

/// Defends "no shell": quotes and backslashes are taken off, nothing is expanded, and the program gets
/// exactly these arguments.
#[test]
fn arguments_reach_the_program_as_they_were_written() {
    let scratch = Scratch::new();
    let program =
        scratch.file("router.sh", "printf '%s\\0' \"$@\" > \"$0.args\"; echo '{\"run_id\":\"r\"}'\n");
    let text = format!("/bin/sh '{}' {WORDS} end # and a comment", program.display());
    let command = RouterCommand::parse(&text).expect("a command");
    assert_eq!(command.program, "/bin/sh");
    assert_eq!(command.arguments[1..], ARGUMENTS);

    router::run(&command, b"{}", &AMPLE).expect("a response");
    let seen = fs::read_to_string(scratch.path("router.sh.args")).expect("what the program saw");
    let seen: Vec<&str> = seen.strip_suffix('\0').expect("arguments").split('\0').collect();
    assert_eq!(seen, ARGUMENTS);
}

/// Defends that a command can be shown and read again.
#[test]
fn a_command_is_shown_as_it_can_be_read() {
    let command = RouterCommand::parse(WORDS).expect("a command");
    assert_eq!(RouterCommand::parse(&command.to_string()), Ok(command));
}

/// Defends that a text that is no command is refused as such.
#[test]
fn unclosed_quotes_and_missing_programs_are_refused() {
    for text in ["router 'x", "router \"x", "\"", "router \"x\\\""] {
        assert_eq!(RouterCommand::parse(text), Err(CommandError::UnclosedQuote), "{text}");
    }
    for text in ["", "  \t\n", "# router", "''", "'' x"] {
        assert_eq!(RouterCommand::parse(text), Err(CommandError::NoProgram), "{text}");
    }
}

/// Defends that what cannot be started is told from what failed: nothing was run.
#[test]
fn programs_that_cannot_be_started_are_reported_as_such() {
    use std::os::unix::fs::PermissionsExt;

    let scratch = Scratch::new();
    let ran = scratch.argument("ran");
    let text = scratch.file("text", &format!("touch '{ran}'; echo '{{\"run_id\":\"r\"}}'\n"));
    let script = scratch.file("script", &format!("touch '{ran}'; echo '{{\"run_id\":\"r\"}}'\n"));
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).expect("permissions");
    let orphan = scratch.file("orphan", "#!/no/such/interpreter\n");
    fs::set_permissions(&orphan, fs::Permissions::from_mode(0o755)).expect("permissions");
    let programs = [
        scratch.argument("missing"),
        "no-program-has-this-name".to_owned(),
        text.display().to_string(),
        script.display().to_string(),
        orphan.display().to_string(),
        scratch.argument(""),
        "nul\0in it".to_owned(),
    ];
    for program in programs {
        let command = RouterCommand { program: program.clone(), arguments: Vec::new() };
        let failure = router::run(&command, b"{}", &AMPLE).expect_err("it cannot be started");
        assert_eq!(failure.code(), "ROUTER_NOT_STARTED", "{program:?}: {failure}");
        assert!(matches!(&failure.cause, Cause::NotStarted { program: named, .. } if *named == program));
        assert!(!failure.message().contains('\0') && !failure.remedy().is_empty());
    }
    assert!(!scratch.path("ran").exists(), "a file without an interpreter is given to no shell");
}

use super::*;

fn look_alikes(text: &str) -> String {
    of_kind(text, Kind::LookAlike)
}

fn of_kind(text: &str, kind: Kind) -> String {
    pieces(text, false).into_iter().filter(|piece| piece.kind == kind).map(|piece| piece.shown).collect()
}

/// Defends that nothing from a package turns the text around, hides in it, or stacks up over other lines.
#[test]
fn what_cannot_be_seen_is_written_out() {
    assert_eq!(visible("a\u{202e}b\u{200b}c\u{feff}"), "a[U+202E]b[U+200B]c[U+FEFF]");
    assert_eq!(visible("a\u{1b}[31m\r\n\t\0"), "a[U+001B][31m\\r\\n\\t[U+0000]");
    assert_eq!(visible("\u{2066}\u{e0041}\u{fe0f}\u{2003}"), "[U+2066][U+E0041][U+FE0F][U+2003]");
    assert_eq!(
        visible("a\u{3164}\u{115f}\u{ad}\u{2028}\u{e000}\u{fffe}"),
        "a[U+3164][U+115F][U+00AD][U+2028][U+E000][U+FFFE]"
    );
    assert_eq!(pieces("a\nb", true).len(), 1);
}

/// Defends that a megabyte of nothing takes a line, and says how much of it there is.
#[test]
fn many_of_one_are_counted() {
    assert_eq!(visible(&"\u{200b}".repeat(1_000_000)), "[U+200B ×1000000]");
    assert_eq!(visible("a\n\n\nb\n\n\n\n"), "a\\n\\n\\nb\\n×4");
}

/// Defends that a page stays a page where something else of what cannot be seen follows each time.
#[test]
fn many_of_several_are_folded() {
    let text = format!("a{}b", "\u{200b}\u{200c}".repeat(100));
    let row = "[U+200B][U+200C]".repeat(4);
    assert_eq!(visible(&text), format!("a{row}[and 192 more]b"));
    assert_eq!(pieces(&text, true).len(), 202);
    assert_eq!(each(&text, false).len(), 202);
}

/// Defends that two texts that differ in spaces alone do not look the same.
#[test]
fn spaces_that_a_browser_drops_are_shown() {
    assert_eq!(visible(" a  b "), "␣a ␣b␣");
    assert_eq!(visible("a b"), "a b");
    assert_eq!(visible("   "), "␣␣␣");
    assert_eq!(pieces("  a  b ", true).len(), 1);
}

/// Defends that marks do not reach into other lines, nor over what stands before the text.
#[test]
fn marks_do_not_pile_up() {
    let stacked = |mark: &str, on: &str| visible(&format!("{on}{}", mark.repeat(40)));
    assert_eq!(stacked("\u{301}", "z"), "z\u{301}\u{301}[U+0301][U+0301 ×38]");
    assert_eq!(stacked("\u{e49}", "ก"), format!("ก{}[U+0E49 ×34]", "\u{e49}".repeat(6)));
    assert_eq!(stacked("\u{fb2}", "ཀ").matches('\u{fb2}').count(), OWN_MARKS);
    assert_eq!(stacked("\u{902}", "क").matches('\u{902}').count(), OWN_MARKS);
    assert_eq!(visible("\u{338}a"), "[U+0338]a");
    assert_eq!(visible("a \u{338}"), "a [U+0338]");
    assert_eq!(visible("a\u{e49}"), "a[U+0E49]");
    assert_eq!(visible("a\u{20dd}\u{489}"), "a[U+20DD][U+0489]");
}

/// Defends that a letter of another script in a Latin name is marked.
#[test]
fn look_alikes_are_marked() {
    assert_eq!(look_alikes("p\u{430}ypal@ex\u{430}mple"), "\u{430}\u{430}");
    assert_eq!(look_alikes("\u{430}lice"), "\u{430}");
    assert_eq!(look_alikes("\u{430}\u{301}lice"), "\u{430}\u{301}");
    assert_eq!(look_alikes("пр\u{3bf}верка"), "пр\u{3bf}верка");
    assert_eq!(look_alikes("\u{1d400}lice ⅰ ꓮꓲ Ꭺ ⲟ \u{212a} a‐b a−b a․b a∕b"), "𝐀ⅰ ꓮꓲ Ꭺ ⲟ \u{212a}‐−․∕");
    assert_eq!(look_alikes("ａdmin＠example．com"), "ａ＠．");
    assert_eq!(look_alikes("examp丨e run-৪ examp\u{627}e"), "丨৪\u{627}");
    assert_eq!(look_alikes("a\u{a0}b"), "\u{a0}");
    assert_eq!(look_alikes("deploy–prod 10 – 20"), "–");
}

/// Defends against names that are of another script from end to end and look Latin all the same.
#[test]
fn words_that_look_latin_as_a_whole_are_marked() {
    let coco = "\u{441}\u{43e}\u{441}\u{43e}";
    assert_eq!(look_alikes(coco), coco);
    assert_eq!(look_alikes(&format!("pay to {coco}")), coco);
    assert_eq!(look_alikes(&format!("{coco}@example.com")), coco);
    assert_eq!(look_alikes(&format!("\"goal\": \"{coco}\", \"x\": \"привет\"")), coco);
    assert_eq!(look_alikes("соре@расе.сом"), "сорерасе");
    assert_eq!(look_alikes("Policy \u{410}"), "\u{410}");
    assert_eq!(look_alikes("Ανα"), "Ανα");
}

/// Defends that one letter of two characters does not pass for the same letter of one.
#[test]
fn letters_in_two_characters_are_marked() {
    assert_eq!(look_alikes("Pru\u{308}fung Prüfung"), "u\u{308}");
    assert_eq!(visible("e\u{301}"), "e\u{301}[U+0301]");
}

/// Defends that honest names and sentences are shown as they are, without a mark.
#[test]
fn honest_text_is_not_marked() {
    for text in [
        "Déployer la version 2 — prêt",
        "Grüße aus Köln, Straße 7",
        "Łukasz Żółć, Đặng Thị Hồng, Søren, Þór",
        "Развернуть версию с прода",
        "А. С. Пушкин, А.С. Пушкин",
        "Мы с ней; хор и оркестр",
        "Анна Ковальчук, Їжак",
        "Ελένη Παπαδοπούλου",
        "支払い，确认（第2版）：好。",
        "山田 太郎 JSONのAPI",
        "김민준",
        "שלום עולם",
        "مرحبا بالعالم 12",
        "مُحَمَّد",
        "नमस्ते अमित कुमार क्षत्रिय",
        "ใช้ API ก็ได้ น้ำ",
        "ကြွှို့ ខ្មែរ தமிழ் සිංහල বাংলা മലയാളം བསྒྲུབས",
        "Հայաստան",
        "ok ✓ €5 → 🙂 10–20",
        "\"quoted\" (a_b) a@b.example",
    ] {
        let odd: Vec<_> = pieces(text, false)
            .into_iter()
            .filter(|piece| matches!(piece.kind, Kind::Escape | Kind::LookAlike))
            .collect();
        assert_eq!(odd, [], "{text}");
    }
}

/// Defends that text from right to left does not take what stands around it with it.
#[test]
fn text_from_right_to_left_is_kept_apart() {
    assert_eq!(of_kind("pay שלום עולם 12", Kind::RightToLeft), "שלום עולם");
    let list: Vec<_> = pieces("[\"אב\",\"גד\"]", true).into_iter().map(|piece| piece.shown).collect();
    assert_eq!(list, ["[\"", "אב", "\",\"", "גד", "\"]"]);
    assert_eq!(of_kind("שלום 12 abc", Kind::RightToLeft), "");
    assert!(is_turned("שלום 12") && is_turned("- אב abc"));
    assert!(!is_turned("שלום עולם") && !is_turned("pay שלום 12") && !is_turned("é 12") && !is_turned(""));
}

#[test]
fn nothing_is_lost() {
    let text = "Rotate key \u{430}bc \u{202e} x\u{301} \u{a0} שלום end";
    let shown: String = pieces(text, true).into_iter().map(|piece| piece.shown).collect();
    assert_eq!(shown.replace("[U+202E]", "\u{202e}"), text);
}

#[test]
fn each_kind_says_what_it_is() {
    let names = |text: &str| pieces(text, false).iter().map(Piece::name).collect::<String>();
    assert_eq!(names("x\u{430}"), "Not what it looks like: U+0430 (Cyrillic)");
    assert_eq!(names("a\u{a0}b"), "Not what it looks like: U+00A0 (not an ordinary space)");
    assert_eq!(names("a\u{202e}"), "This stands for what cannot be seen: [U+202E]");
    assert_eq!(visible("x\u{430}\u{430}\u{43e}"), "x\u{430}\u{430}\u{43e}[U+0430 U+043E]");
}

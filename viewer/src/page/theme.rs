//! Light or dark: as the system has it, or as the reader wants it. It is not remembered, because nothing is.

use super::document;
use crate::texts;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    pub const fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::System => texts::THEME_SYSTEM,
            Self::Light => texts::THEME_LIGHT,
            Self::Dark => texts::THEME_DARK,
        }
    }

    pub const fn sign(self) -> &'static str {
        match self {
            Self::System => "◐",
            Self::Light => "○",
            Self::Dark => "●",
        }
    }

    pub fn apply(self) {
        let Some(root) = document::document().and_then(|document| document.document_element()) else {
            return;
        };
        drop(match self {
            Self::System => root.remove_attribute("data-theme"),
            Self::Light => root.set_attribute("data-theme", "light"),
            Self::Dark => root.set_attribute("data-theme", "dark"),
        });
    }
}

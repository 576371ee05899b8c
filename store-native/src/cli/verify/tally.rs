//! How many inputs ended in which way.

use crate::cli::status::Status;

/// How one input ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Verified,
    Attention,
    Failed,
    Malformed,
    Unreadable,
}

impl Standing {
    pub const ALL: [Self; 5] =
        [Self::Verified, Self::Attention, Self::Failed, Self::Malformed, Self::Unreadable];

    /// The word for it; for a verdict the one that reports use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Attention => "attention",
            Self::Failed => "failed",
            Self::Malformed => "malformed",
            Self::Unreadable => "unreadable",
        }
    }
}

/// Counts of inputs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally([usize; Standing::ALL.len()]);

impl Tally {
    pub fn add(&mut self, standing: Standing) {
        self.0[standing as usize] += 1;
    }

    pub fn of(&self, standing: Standing) -> usize {
        self.0[standing as usize]
    }

    pub fn total(&self) -> usize {
        self.0.iter().sum()
    }

    /// The exit status: the gravest of all.
    pub fn status(&self, strict: bool) -> Status {
        Standing::ALL
            .into_iter()
            .filter(|standing| self.of(*standing) > 0)
            .map(|standing| match standing {
                Standing::Verified => Status::Good,
                Standing::Attention if !strict => Status::Good,
                Standing::Attention | Standing::Failed => Status::Failed,
                Standing::Malformed | Standing::Unreadable => Status::NotJudged,
            })
            .max()
            .unwrap_or(Status::Good)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(standings: &[Standing], strict: bool) -> u8 {
        let mut tally = Tally::default();
        for standing in standings {
            tally.add(*standing);
        }
        tally.status(strict).number()
    }

    #[test]
    fn the_gravest_status_counts() {
        use Standing::{Attention, Failed, Malformed, Unreadable, Verified};
        assert_eq!(status(&[], false), 0);
        assert_eq!(status(&[Verified], true), 0);
        assert_eq!(status(&[Verified, Attention], false), 0);
        assert_eq!(status(&[Verified, Attention], true), 1);
        assert_eq!(status(&[Failed, Verified], false), 1);
        assert_eq!(status(&[Malformed, Failed], false), 3);
        assert_eq!(status(&[Failed, Unreadable, Attention], true), 3);
    }
}

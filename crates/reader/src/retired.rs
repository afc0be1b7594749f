//! Retired keys: the former name of a setting and its present one.

use crate::words::matches;

/// A setting that was renamed.
struct Retired {
    /// Its former address; `*` stands for any one part.
    former: &'static str,
    present: Present,
}

/// The setting that says today what a retired one said.
enum Present {
    /// Another name in the same table.
    Beside(&'static str),
    /// A setting or a table of the society.
    Elsewhere(&'static str),
}

// A renamed key is refused and never read in silence: a file then says the same to every version
// that admits it.
const RETIRED: [Retired; 8] = [
    Retired { former: "pattern.*.of_citizens", present: Present::Beside("of") },
    Retired { former: "register.*.phantom", present: Present::Beside("spurious") },
    Retired { former: "scenario.licence", present: Present::Beside("license") },
    // A stake follows from what a policy takes and from how much the society minds it.
    Retired { former: "policy.stake", present: Present::Elsewhere("response.losses") },
    Retired { former: "response.near", present: Present::Elsewhere("response.losses.near") },
    Retired { former: "response.near_stake", present: Present::Elsewhere("response.losses.near") },
    // Work begins at the share that losing and finding it keeps.
    Retired {
        former: "livelihood.work.employed",
        present: Present::Elsewhere("livelihood.work.found"),
    },
    Retired {
        former: "conduct.*.severity",
        present: Present::Elsewhere("response.losses.severity"),
    },
];

/// The present address of a setting that was renamed; `None` for any other address. A policy inside
/// a scenario has the same keys behind `policies.NAME.`.
pub(crate) fn present_address(address: &str) -> Option<String> {
    let inside = address.strip_prefix("policies.").and_then(|rest| rest.split_once('.'));
    let own = inside.map_or(address, |(_, rest)| rest);
    let retired = RETIRED.iter().find(|retired| matches(retired.former, own))?;
    let (table, _) = address.rsplit_once('.')?;
    Some(match retired.present {
        Present::Beside(name) => format!("{table}.{name}"),
        Present::Elsewhere(address) => address.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_retired_key_leads_to_the_setting_that_says_it_today() {
        for (former, present) in [
            ("register.legal.phantom", "register.legal.spurious"),
            ("register.*.phantom", "register.*.spurious"),
            ("scenario.licence", "scenario.license"),
            ("policies.mine.policy.stake", "response.losses"),
            ("conduct.bills.severity", "response.losses.severity"),
            ("policies.mine.register.legal.phantom", "policies.mine.register.legal.spurious"),
        ] {
            assert_eq!(present_address(former).as_deref(), Some(present));
        }
        assert_eq!(present_address("register.legal.missed"), None);
    }
}

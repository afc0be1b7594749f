//! Retired keys: the former name of a setting and its present one.

use crate::words::matches;

/// A setting that was renamed.
struct Retired {
    /// Its former address; `*` stands for any one part.
    former: &'static str,
    /// Its present name, in the same table.
    present: &'static str,
}

// A renamed key is refused and never read in silence: a file then says the same to every version
// that admits it.
const RETIRED: [Retired; 2] = [
    Retired { former: "register.*.phantom", present: "spurious" },
    Retired { former: "scenario.licence", present: "license" },
];

/// The present address of a setting that was renamed; `None` for any other address. A policy inside
/// a scenario has the same keys behind `policies.NAME.`.
pub(crate) fn present_address(address: &str) -> Option<String> {
    let inside = address.strip_prefix("policies.").and_then(|rest| rest.split_once('.'));
    let own = inside.map_or(address, |(_, rest)| rest);
    let retired = RETIRED.iter().find(|retired| matches(retired.former, own))?;
    let (table, _) = address.rsplit_once('.')?;
    Some(format!("{table}.{}", retired.present))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_retired_key_leads_to_its_present_name_in_its_own_table() {
        for (former, present) in [
            ("register.legal.phantom", "register.legal.spurious"),
            ("register.*.phantom", "register.*.spurious"),
            ("scenario.licence", "scenario.license"),
            ("policies.mine.register.legal.phantom", "policies.mine.register.legal.spurious"),
        ] {
            assert_eq!(present_address(former).as_deref(), Some(present));
        }
        assert_eq!(present_address("register.legal.missed"), None);
    }
}

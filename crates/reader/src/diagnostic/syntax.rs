//! Complaints of the TOML parser in words that need no grammar.

/// The most frequent complaints of the TOML parser in plain words, each with its remedy.
pub(super) fn in_plain_words(why: &str) -> Option<(&'static str, &'static str)> {
    const PLAIN: [(&str, &str, &str); 6] = [
        ("extra `=`", "there is one `=` too many", "a setting is written  name = 5"),
        (
            "unexpected key or value",
            "the line should end here, and goes on",
            "one setting a line; numbers with a point, 0.3; words in quotes",
        ),
        (
            "invalid basic string",
            "the words end here without a quote, or hold a letter that must not stand in quotes",
            "words stand between two quotes on one line:  title = \"words\"",
        ),
        ("duplicate key", "this name was given before", "each name stands once in its table"),
        (
            "string values must be quoted",
            "a number, words in quotes, true or false should stand here",
            "a setting is written  name = 5  or  name = \"words\"",
        ),
        (
            "key with no value",
            "a `=` should stand here",
            "a setting is written  name = 5; a remark begins with #",
        ),
    ];
    let found = PLAIN.iter().find(|(begin, ..)| why.starts_with(begin));
    found.map(|(_, told, hint)| (*told, *hint))
}

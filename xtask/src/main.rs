//! The one command of developers: `cargo xtask figures TOPIC`,
//! `cargo xtask fuzz`, `cargo xtask handbook`, `cargo xtask ci`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it talks to developers")]

mod ci;
mod data_tools;
mod figures;
mod fuzz;
mod golden;
mod handbook;
mod house;
mod mutants;
mod peers;
mod reference;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask figures society   measure what the society must show; a line each
cargo xtask figures program   the same for the program; a number after it: minutes of fuzzing [30]
cargo xtask figures belief    the same for what makes it believable; `quick` after it: no mutants
cargo xtask figures model     the same for what the model says; `quick` after it: no drawn laws, no mutants
cargo xtask figures nation    the same for a nation, which takes 17 GiB of memory; `quick` after it: a
                              thousandth of one, and fewer kills
cargo xtask figures outputs   the same for what a run says: whether its intervals keep their word
cargo xtask figures house     the same for the source tree, its speed and its patience; `quick` after it:
                              no fresh clone, and one turn of a small run
cargo xtask figures twins     the cost of a further twin, in ones of a world alone; `quick` after it: fewer
                              rounds
cargo xtask fuzz [MINUTES] [SEED]
                              read mutated scenarios; fail on a panic, a wait or a heap
cargo xtask golden [--accept WHY]
                              run the golden worlds and report the first difference from the accepted ones
cargo xtask mutants           change one thing at a time; report the changes that no test notices;
                              `choice` after it: in the parts by which a policy reaches a choice
cargo xtask peers             run one small model in other libraries too, and report the speed of each
cargo xtask reference         hold the program against its independent twin in Python
cargo xtask handbook          write the pages of the handbook that follow from the code
cargo xtask handbook --check  fail where one in the tree is another
cargo xtask handbook --build  the same, and bind the book into target/handbook
cargo xtask house             measure the source tree: its lengths, words, circles and numbers
cargo xtask house --list NAME the places behind one of the numbers
cargo xtask house --check     fail where its words or the borders of its crates break a rule
cargo xtask ci                formatting, lints, documentation, dependencies, the house, the handbook,
                              the golden worlds, the reference, the main job";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["figures", "society"] => figures::society(),
        ["figures", "program"] => figures::program("30"),
        ["figures", "program", minutes] => figures::program(minutes),
        ["figures", "belief"] => figures::belief(false),
        ["figures", "belief", "quick"] => figures::belief(true),
        ["figures", "model"] => figures::model(false),
        ["figures", "model", "quick"] => figures::model(true),
        ["figures", "nation"] => figures::nation(false),
        ["figures", "nation", "quick"] => figures::nation(true),
        ["figures", "outputs"] => figures::outputs(),
        ["figures", "house"] => figures::house(false),
        ["figures", "house", "quick"] => figures::house(true),
        ["figures", "twins"] => figures::twins(&[]),
        ["figures", "twins", "quick"] => figures::twins(&["--quick"]),
        ["fuzz"] => fuzz::run("1", "2031"),
        ["fuzz", minutes] => fuzz::run(minutes, "2031"),
        ["fuzz", minutes, seed] => fuzz::run(minutes, seed),
        ["golden"] => golden::check(),
        ["golden", "--accept", why] => golden::accept(why),
        ["mutants"] => mutants::run(&mutants::BASIS),
        ["mutants", "choice"] => mutants::run(&mutants::CHOICE),
        ["peers"] => peers::run(),
        ["peers", "live", ref numbers @ ..] => peers::live(numbers),
        ["reference"] => reference::run(),
        ["handbook"] => handbook::write(),
        ["handbook", "--check"] => handbook::check(),
        ["handbook", "--build"] => handbook::whole(),
        ["house"] => house::run(),
        ["house", "--check"] => house::check(),
        ["house", "--list", name] => house::list(name),
        ["ci"] => ci::run(),
        _ => {
            eprintln!("{HELP}");
            ExitCode::from(2)
        }
    }
}

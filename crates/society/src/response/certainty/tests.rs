use super::*;
use crate::scenario::{Scenario, Society};
use crate::units::Share;

fn share(of: f64) -> Share {
    Share::clamped(of)
}

/// The first day of a month, by its number.
fn month(number: u16) -> Day {
    Day((365 * u32::from(number)).div_ceil(12) as u16)
}

/// The certainty of the example under its policy, with `change` made to the society's rules.
fn model(change: impl Fn(&mut Certainty)) -> CertaintyModel {
    let mut rules = Society::example().response.certainty;
    change(&mut rules);
    CertaintyModel::new(&rules, &Scenario::example().twins()[0].policy, true)
}

/// An exact chain: 0.5 of 255 is 128, and 64 of 256 parts of the way are 32, 24, 18, 14, …
#[test]
fn the_expectation_falls_by_its_share_of_what_is_left_each_month() {
    let model = model(|rules| {
        (rules.announced, rules.wears_off[Channel::Cameras as usize]) = (share(0.5), share(0.25));
    });
    let level = |months| model.expectation(Channel::Cameras, Day::FIRST, month(months)).level.0;
    assert_eq!([0, 1, 2, 3, 4].map(level), [128, 96, 72, 54, 40]);
    // Rounded away from where it was, it reaches nothing and stays there.
    assert_eq!([2_000, 60].map(level), [0, 0]);
}

/// A half-life of six months leaves an eighth of an announcement after eighteen: the point licenses.
#[test]
fn a_ninth_a_month_leaves_an_eighth_after_eighteen_months() {
    let model = model(|rules| {
        (rules.announced, rules.wears_off) = (Share::ALL, [share(0.11); Channel::COUNT]);
    });
    let level = |months| {
        f64::from(model.expectation(Channel::Cameras, Day::FIRST, month(months)).level) / 255.0
    };
    assert!((level(6) - 0.5).abs() < 0.02, "{}", level(6));
    // Steps of one 255th at least take it a little further down than the halves.
    assert!((0.08..=0.125).contains(&level(18)), "{}", level(18));
}

#[test]
fn an_announcement_that_does_not_wear_off_holds_for_good() {
    let model = model(|rules| rules.wears_off = [Share::NONE; Channel::COUNT]);
    let level = |months| model.expectation(Channel::Cameras, Day::FIRST, month(months)).level;
    assert_eq!(level(0), level(2_000));
    assert!(level(0) > Level::NONE);
}

/// An error undoes what it takes away, and teaches nothing at a share of 0.
#[test]
fn an_error_lowers_certainty_by_its_share_and_never_below_none() {
    let lowered = model(|rules| rules.learns_from_error = share(0.25));
    assert_eq!(lowered.mistaken(Level(200)), Level(150));
    assert_eq!(lowered.mistaken(Level::NONE), Level::NONE);
    let unmoved = model(|rules| rules.learns_from_error = Share::NONE);
    assert!((0..=255).all(|level| unmoved.mistaken(Level(level)) == Level(level)));
}

/// With a third of the acts filmed, each two unfilmed ones make up for a filmed one: half of a quarter of
/// what is no risk there.
#[test]
fn off_camera_there_is_the_halo_less_what_is_made_up_for() {
    let third = share(1.0 / 3.0).threshold();
    let risk = |seen: f64, halo: f64, displaced: f64, filmed: Threshold, level| {
        let rules = |rules: &mut Certainty| {
            rules.seen = share(seen);
            (rules.halo, rules.displaced) = (share(halo), share(displaced));
        };
        let weights = model(rules).before_cameras(filmed);
        [0, u32::MAX].map(|sight| weights.at(Draw(sight)).risk(Level(level)).0)
    };
    let full = 256 * 255;
    assert_eq!(risk(0.0, 0.5, 0.0, third, 255), [full, full / 2]);
    assert_eq!(risk(0.0, 0.5, 0.5, third, 255), [full, 96 * 255]);
    assert_eq!(risk(0.0, 0.0, 1.0, third, 255), [full, -128 * 255]);
    // Where all of it counts anywhere, nothing is left to be made up for.
    assert_eq!(risk(0.0, 1.0, 1.0, third, 255), [full, full]);
    assert_eq!(risk(0.0, 1.0, 0.0, Threshold::NEVER, 255)[1], 0);
    assert_eq!(risk(0.0, 0.0, 1.0, share(0.999_999).threshold(), 255), [full, -16 * full]);
    // The sight of a camera raises 100 halfway to 255, and all the way; half of the rest is made up for.
    assert_eq!(risk(0.5, 0.25, 0.0, third, 100), [128 * 355, 64 * 100]);
    assert_eq!(risk(1.0, 0.0, 0.5, third, 100), [full, -64 * 255]);
    // It leaves those alone who expect nothing.
    assert_eq!(risk(1.0, 0.0, 1.0, third, 0), [0, 0]);
}

#[test]
fn a_channel_that_the_policy_lacks_is_never_expected_to_act() {
    let (mut policy, rules) =
        (Scenario::example().twins()[0].policy.clone(), Society::example().response.certainty);
    let model = |policy: &Policy| CertaintyModel::new(&rules, policy, true);
    assert!(model(&policy).uses(Channel::Cameras));
    policy.cameras.as_mut().expect("the example has cameras").per_head = 0.0;
    assert!(!model(&policy).uses(Channel::Cameras));
    assert_eq!(
        model(&policy).expectation(Channel::Cameras, Day::FIRST, Day::FIRST).of(Quantile(0)),
        Level::NONE
    );
    assert_eq!(model(&policy).channel(Conduct::Driving), None);
}

//! Shares of players in the value of a game, by their mean contribution over all orders.

/// A game of few players: a value for each coalition of them.
#[derive(Clone, Debug)]
pub(super) struct Game {
    players: usize,
    /// Values by coalition: bit `p` of the index is set where player `p` takes part.
    values: Vec<f64>,
}

impl Game {
    /// A game of `players`, with the value of each coalition: bit `p` stands for player `p`.
    pub(super) fn new(players: usize, value: impl Fn(usize) -> f64) -> Game {
        Game { players, values: (0..1 << players).map(value).collect() }
    }

    /// The share of each player (Shapley 1953). Shares and the value of nobody sum to the value of
    /// everyone.
    pub(super) fn shares(&self) -> Vec<f64> {
        (0..self.players).map(|player| self.share(player)).collect()
    }

    /// The mean contribution of a player over all orders of the players.
    fn share(&self, player: usize) -> f64 {
        let bit = 1 << player;
        let others = (0..self.values.len()).filter(|coalition| coalition & bit == 0);
        // In the order of the coalitions, so that the sum has the same bits on every machine.
        let contribution = |coalition: usize| {
            let before = coalition.count_ones() as usize;
            self.weight(before) * (self.values[coalition | bit] - self.values[coalition])
        };
        others.map(contribution).sum()
    }

    /// The share of orders in which exactly a given coalition of `before` others comes before a player.
    fn weight(&self, before: usize) -> f64 {
        let factorial = |number: usize| (1..=number).map(|it| it as f64).product::<f64>();
        factorial(before) * factorial(self.players - before - 1) / factorial(self.players)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: &[f64], wanted: &[f64]) {
        assert_eq!(found.len(), wanted.len());
        for (found, wanted) in found.iter().zip(wanted) {
            assert!((found - wanted).abs() < 1e-12, "{found} is not {wanted}");
        }
    }

    /// Two own a left glove each and one a right glove; a pair is worth 1 (Shapley 1953; the usual
    /// example). In four of six orders the right glove completes the pair.
    #[test]
    fn the_owner_of_the_scarce_glove_gets_two_thirds() {
        let pairs = |who: usize| f64::from(who & 4 != 0 && who & 3 != 0);
        close(&Game::new(3, pairs).shares(), &[1.0 / 6.0, 1.0 / 6.0, 2.0 / 3.0]);
    }

    #[test]
    fn in_an_additive_game_everyone_gets_their_own() {
        let own = [3.0, -1.5, 0.25, 8.0, 0.0];
        let value = |who: usize| (0..5).filter(|it| who >> it & 1 == 1).map(|it| own[it]).sum();
        close(&Game::new(5, value).shares(), &own);
    }

    #[test]
    fn whoever_adds_nothing_gets_nothing_and_equals_get_the_same() {
        // Player 2 changes no value; players 0 and 1 can take each other's place.
        let value = |who: usize| f64::from(who & 3 == 3) * 7.0 + f64::from(who & 3 != 0) * 2.0;
        let shares = Game::new(3, value).shares();
        close(&shares, &[4.5, 4.5, 0.0]);
    }

    #[test]
    fn shares_of_two_games_add_up_to_those_of_their_sum() {
        let one = |who: usize| (who * who % 7) as f64;
        let other = |who: usize| (who * 5 % 3) as f64;
        let both = Game::new(4, |who| one(who) + other(who)).shares();
        let [one, other] = [Game::new(4, one).shares(), Game::new(4, other).shares()];
        let sums: Vec<f64> = one.iter().zip(&other).map(|(one, other)| one + other).collect();
        close(&both, &sums);
    }

    #[test]
    fn shares_and_the_value_of_nobody_sum_to_the_value_of_everyone() {
        let value = |who: usize| 11.0 + (who * 37 % 101) as f64;
        let game = Game::new(5, value);
        let sum = value(0) + game.shares().iter().sum::<f64>();
        assert!((sum - value(31)).abs() < 1e-9);
    }

    #[test]
    fn a_game_without_players_has_no_shares() {
        assert!(Game::new(0, |_| 4.0).shares().is_empty());
    }
}

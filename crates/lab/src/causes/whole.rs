//! Whole numbers that add up.

/// Whole numbers near `parts` that add up to the whole number nearest to their sum: each part rounded
/// down, and one more to those with the largest remainders (Hamilton), the first of equals first.
pub(crate) fn whole_numbers(parts: &[f64]) -> Vec<i64> {
    let mut whole: Vec<i64> = parts.iter().map(|part| part.floor() as i64).collect();
    let sum = libm::round(parts.iter().sum()) as i64;
    let missing = (sum - whole.iter().sum::<i64>()).max(0) as usize;
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let remainder = |at: usize| parts[at] - parts[at].floor();
    order.sort_by(|&one, &other| remainder(other).total_cmp(&remainder(one)));
    order.into_iter().take(missing).for_each(|at| whole[at] += 1);
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_to_their_rounded_sum() {
        // The sum is 105.875: each part alone would round to 105 in all. Fractions are binary, so that
        // equal remainders are equal.
        assert_eq!(whole_numbers(&[28.25, 58.25, 26.25, 4.25, -11.125]), [29, 58, 26, 4, -11]);
        assert_eq!(whole_numbers(&[0.375, 0.375, 0.375]), [1, 0, 0]);
        assert_eq!(whole_numbers(&[2.0, -3.0]), [2, -3]);
        assert!(whole_numbers(&[]).is_empty());
    }

    #[test]
    fn no_part_moves_by_a_whole_one() {
        let parts = [12.7, -0.2, 3.5, 99.9, -7.49, 0.01];
        let whole = whole_numbers(&parts);
        assert_eq!(whole.iter().sum::<i64>(), 108);
        for (whole, part) in whole.into_iter().zip(parts) {
            assert!((whole as f64 - part).abs() < 1.0);
        }
    }
}

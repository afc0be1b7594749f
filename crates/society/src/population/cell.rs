//! Small codes for the attributes by which citizens are counted and by which occasions come.

/// Age bands: 0 to 17, 18 to 29, 30 to 44, 45 to 59, 60 and more.
pub const BANDS: usize = 5;

/// The age band of someone `age` years old [years].
///
/// ```
/// use society::population::band;
///
/// assert_eq!([0, 17, 18, 29, 44, 59, 60, 99].map(band), [0, 0, 1, 1, 2, 3, 4, 4]);
/// ```
#[must_use]
pub const fn band(age: u8) -> usize {
    match age {
        0..18 => 0,
        18..30 => 1,
        30..45 => 2,
        45..60 => 3,
        _ => 4,
    }
}

/// Group, income tenth, sex and age band of a citizen, as one small number: the finest cell of a
/// table of results.
///
/// ```
/// use society::population::Cell;
///
/// let cell = Cell::of(1, 9, 0, 4);
/// assert_eq!((cell.group(), cell.tenth(), cell.sex(), cell.band()), (1, 9, 0, 4));
/// assert!(usize::from(cell.0) < Cell::count(2));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell(pub u16);

impl Cell {
    /// Cells of a society with `groups` groups: 100 for each.
    #[must_use]
    pub const fn count(groups: usize) -> usize {
        groups * 10 * 2 * BANDS
    }

    /// The cell of a group, by number; an income tenth, 0 to 9; a sex, 0 or 1; and an age band,
    /// 0 to 4.
    #[must_use]
    pub const fn of(group: usize, tenth: usize, sex: usize, band: usize) -> Cell {
        debug_assert!(tenth < 10 && sex < 2 && band < BANDS);
        Cell((((group * 10 + tenth) * 2 + sex) * BANDS + band) as u16)
    }

    /// The group, by number.
    #[must_use]
    pub const fn group(self) -> usize {
        self.0 as usize / (20 * BANDS)
    }

    /// The income tenth of the household, 0 (poorest) to 9.
    #[must_use]
    pub const fn tenth(self) -> usize {
        self.0 as usize / (2 * BANDS) % 10
    }

    /// The sex: 0 for women, 1 for men.
    #[must_use]
    pub const fn sex(self) -> usize {
        self.0 as usize / BANDS % 2
    }

    /// The age band, 0 to 4.
    #[must_use]
    pub const fn band(self) -> usize {
        self.0 as usize % BANDS
    }

    /// The number of the appearance class: group, sex and age band, the attributes within which
    /// recognition confuses faces.
    #[must_use]
    pub const fn appearance(self) -> usize {
        (self.group() * 2 + self.sex()) * BANDS + self.band()
    }
}

/// The rate class of a citizen: age band, head of a household or not, parent of a pupil or not,
/// and quarter of mobility. Citizens of one class have occasions at the same rates.
///
/// ```text
/// | age band (3) | head (1) | parent (1) | mobility (2) |
/// ```
///
/// ```
/// use society::population::Class;
///
/// let class = Class::of(2, true, false, 3);
/// assert_eq!((class.band(), class.mobility()), (2, 3));
/// assert!(class.is_head() && !class.is_parent() && class.is_adult());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class(pub u8);

impl Class {
    /// Classes.
    pub const COUNT: usize = BANDS * 2 * 2 * 4;

    /// The class of an age band, 0 to 4, and a quarter of mobility, 0 to 3.
    #[must_use]
    pub const fn of(band: usize, head: bool, parent: bool, mobility: usize) -> Class {
        debug_assert!(band < BANDS && mobility < 4);
        Class((((band * 2 + head as usize) * 2 + parent as usize) * 4 + mobility) as u8)
    }

    /// The age band, 0 to 4.
    #[must_use]
    pub const fn band(self) -> usize {
        self.0 as usize / 16
    }

    /// Whether the citizen heads a household.
    #[must_use]
    pub const fn is_head(self) -> bool {
        self.0 / 8 % 2 == 1
    }

    /// Whether the citizen heads a household with a child of school age.
    #[must_use]
    pub const fn is_parent(self) -> bool {
        self.0 / 4 % 2 == 1
    }

    /// The quarter of mobility, 0 (least) to 3.
    #[must_use]
    pub const fn mobility(self) -> usize {
        self.0 as usize % 4
    }

    /// Whether the citizen is 18 or older: acts, is scored, and can be listed.
    #[must_use]
    pub const fn is_adult(self) -> bool {
        self.0 >= 16
    }
}

//! A world put away in the middle of its days, so that hours of it are not lost with a process.
//!
//! The file is written beside its place, seen safe on the disk, and moved there: what lies there is
//! a whole day of the world, or nothing. It is cut into frames, each packed, with its digest:
//!
//! ```text
//! nosedive checkpoint 1
//! title                     which engine, scenario, world and day
//! what was kept so far      the record of each twin
//! for each twin:            its head; its letters; its neighbourhoods, up to 64 to a frame
//! ```

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use society::chance::Chance;
use society::twins::Twins;
use society::world::{CheckpointHeader, Message, State};

use super::{ResultsError, RunFolder, files};
use lab::engine::{engine, hex};
use lab::run::{Layout, TwinProgress, WorldRun};
use reader::LoadedScenario;

/// When a world is put away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CheckpointInterval {
    /// Only where a run is broken off on request.
    #[default]
    Never,
    /// After so many days of the world [days].
    Days(u16),
    /// After so much time, at the end of the day [s].
    Time(Duration),
}

const CHECKPOINT: &[u8] = b"nosedive checkpoint 1\n";

/// Neighbourhoods of a frame.
const PER_FRAME: usize = 64;

/// Frames that are packed side by side.
const ABREAST: usize = 16;

/// A frame larger than this is none [bytes].
const LARGEST: usize = 1 << 30;

/// What becomes of a checkpoint that lies there as a world begins.
#[derive(Debug)]
pub enum SavedWorld {
    /// The world goes on from the end of this day.
    Resumed(u32, u16),
    /// It does not count, for this reason, and the world is lived from its first day.
    Refused(ResultsError),
}

/// What a checkpoint is of.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Title {
    engine: String,
    /// The digest of the resolved scenario.
    scenario: String,
    number: u32,
    days: u16,
}

impl Title {
    fn of(asked: &LoadedScenario, number: u32, days: u16) -> Title {
        let scenario = hex(&Sha256::digest(&asked.resolved));
        Title { engine: engine().to_owned(), scenario, number, days }
    }
}

impl RunFolder {
    /// Lives a world to its end, from where it was put away if it was, and puts it away `every` so
    /// often; `None` where `halt` broke it off, after which it is put away, too. `tell` hears of a
    /// checkpoint that lies there.
    ///
    /// # Errors
    ///
    /// [`ResultsError`] where it cannot be put away; the last checkpoint is left as it was.
    pub fn live<'a>(
        &self,
        asked: &LoadedScenario,
        (frame, number): (&'a Layout, u32),
        (every, halt): (CheckpointInterval, &AtomicBool),
        tell: &dyn Fn(SavedWorld),
    ) -> Result<Option<WorldRun<'a>>, ResultsError> {
        let seed = Chance::new(asked.scenario.seed()).world(number);
        let begin = || WorldRun::new(&asked.scenario, frame, number, seed);
        let path = self.checkpoint(number);
        let mut living = begin();
        if path.exists() {
            match restore_header(&path, asked, number, &mut living) {
                Ok(()) => tell(SavedWorld::Resumed(number, living.twins().days())),
                Err(error) => {
                    tell(SavedWorld::Refused(error));
                    // One after the other: a nation fits into memory once.
                    drop(living);
                    living = begin();
                }
            }
        }
        let mut since = Instant::now();
        while living.day() {
            let days = living.twins().days();
            if days == asked.scenario.society().days {
                continue;
            }
            let halted = halt.load(Ordering::Relaxed);
            let is_due = match every {
                CheckpointInterval::Never => false,
                CheckpointInterval::Days(length) => days.is_multiple_of(length),
                CheckpointInterval::Time(length) => since.elapsed() >= length,
            };
            if is_due || halted {
                put_away(&path, asked, number, &mut living)?;
                since = Instant::now();
            }
            if halted {
                return Ok(None);
            }
        }
        Ok(Some(living))
    }

    /// The checkpoint of a world.
    pub(super) fn checkpoint(&self, number: u32) -> PathBuf {
        self.path.join("worlds").join(format!("{number:05}.checkpoint"))
    }
}

fn put_away(
    path: &Path,
    asked: &LoadedScenario,
    number: u32,
    living: &mut WorldRun<'_>,
) -> Result<(), ResultsError> {
    files::beside(path, |file| {
        let mut to = BufWriter::with_capacity(1 << 20, file);
        to.write_all(CHECKPOINT)?;
        let (kept, twins) = living.parts();
        to.write_all(&packed(&Title::of(asked, number, twins.days()))?)?;
        to.write_all(&packed(kept)?)?;
        for world in twins.worlds_mut() {
            to.write_all(&packed(&world.checkpoint_header())?)?;
            let letters: Vec<&Vec<Message>> = world.pending_messages().collect();
            to.write_all(&packed(&letters.len())?)?;
            write_abreast(&mut to, &letters)?;
            let lots: Vec<(u32, u32, &[State])> = world.states(PER_FRAME).collect();
            to.write_all(&packed(&lots.len())?)?;
            write_abreast(&mut to, &lots)?;
        }
        to.flush()
    })
}

/// Writes frames in their order, packed side by side.
fn write_abreast<T: Serialize + Sync>(to: &mut impl Write, values: &[T]) -> io::Result<()> {
    for values in values.chunks(ABREAST) {
        let frames: Vec<io::Result<Vec<u8>>> = values.par_iter().map(packed).collect();
        for frame in frames {
            to.write_all(&frame?)?;
        }
    }
    Ok(())
}

/// A value as a frame: how long it is packed, its digest, and the packed value.
fn packed<T: Serialize>(value: &T) -> io::Result<Vec<u8>> {
    let plain = postcard::to_stdvec(value).map_err(io::Error::other)?;
    let packed = zstd::encode_all(&*plain, 1)?;
    let mut frame = (packed.len() as u32).to_le_bytes().to_vec();
    frame.extend(Sha256::digest(&packed));
    frame.extend(packed);
    Ok(frame)
}

/// A frame as it lies in the file.
type Raw = ([u8; 32], Vec<u8>);

/// What reads a checkpoint, and why it does not count.
struct CheckpointReader<'a> {
    path: &'a Path,
    from: BufReader<File>,
}

impl CheckpointReader<'_> {
    fn odd(&self, why: impl Into<String>) -> ResultsError {
        ResultsError::Odd(self.path.to_owned(), why.into())
    }

    fn exactly(&mut self, bytes: &mut [u8]) -> Result<(), ResultsError> {
        self.from.read_exact(bytes).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => self.odd("it is cut short"),
            _ => ResultsError::Io(self.path.to_owned(), error),
        })
    }

    fn raw(&mut self) -> Result<Raw, ResultsError> {
        let (mut length, mut digest) = ([0; 4], [0; 32]);
        self.exactly(&mut length)?;
        self.exactly(&mut digest)?;
        let length = u32::from_le_bytes(length) as usize;
        if length > LARGEST {
            return Err(self.odd("a frame of it is damaged"));
        }
        let mut packed = vec![0; length];
        self.exactly(&mut packed)?;
        Ok((digest, packed))
    }

    fn next<T: DeserializeOwned>(&mut self) -> Result<T, ResultsError> {
        let raw = self.raw()?;
        unpacked(&raw).map_err(|why| self.odd(why))
    }

    /// So many frames, unpacked side by side and handed on in their order.
    fn abreast<T: DeserializeOwned + Send>(
        &mut self,
        count: usize,
        mut take: impl FnMut(usize, T) -> bool,
    ) -> Result<(), ResultsError> {
        for from in (0..count).step_by(ABREAST) {
            let frames = (from..count.min(from + ABREAST)).map(|_| self.raw());
            let frames = frames.collect::<Result<Vec<Raw>, ResultsError>>()?;
            let values: Vec<Result<T, String>> = frames.par_iter().map(unpacked).collect();
            for (at, value) in (from..).zip(values) {
                let value = value.map_err(|why| self.odd(why))?;
                if !take(at, value) {
                    return Err(self.odd("it does not fit its scenario"));
                }
            }
        }
        Ok(())
    }
}

fn unpacked<T: DeserializeOwned>((digest, packed): &Raw) -> Result<T, String> {
    if *digest != *Sha256::digest(packed) {
        return Err("a frame of it is damaged: its digest does not fit".to_owned());
    }
    let plain = zstd::decode_all(&**packed).map_err(|_| "it cannot be unpacked".to_owned())?;
    postcard::from_bytes(&plain).map_err(|_| "it is not of this version".to_owned())
}

/// Brings a world to the day on which it was put away.
fn restore_header(
    path: &Path,
    asked: &LoadedScenario,
    number: u32,
    living: &mut WorldRun<'_>,
) -> Result<(), ResultsError> {
    let file = File::open(path).map_err(|error| ResultsError::Io(path.to_owned(), error))?;
    let mut from = CheckpointReader { path, from: BufReader::with_capacity(1 << 20, file) };
    let mut begins = [0; CHECKPOINT.len()];
    from.exactly(&mut begins)?;
    if begins != *CHECKPOINT {
        return Err(from.odd("it is not a checkpoint"));
    }
    let title: Title = from.next()?;
    let ours = Title::of(asked, number, title.days);
    if title.engine != ours.engine {
        return Err(from.odd("it is of an engine that gives other results"));
    }
    if title != ours {
        return Err(from.odd("it is of another scenario, or of another world"));
    }
    let kept: Vec<TwinProgress> = from.next()?;
    let (ours, twins) = living.parts();
    if kept.len() != ours.len() {
        return Err(from.odd("it does not fit its scenario"));
    }
    *ours = kept;
    restore_state(&mut from, twins)?;
    match from.from.read(&mut [0]) {
        Ok(0) => Ok(()),
        _ => Err(from.odd("it goes on after its end")),
    }
}

fn restore_state(from: &mut CheckpointReader<'_>, twins: &mut Twins) -> Result<(), ResultsError> {
    let (people, worlds) = twins.people_and_worlds();
    for world in worlds {
        let head: CheckpointHeader = from.next()?;
        if !world.restore_header(head) {
            return Err(from.odd("it does not fit its scenario"));
        }
        let letters: usize = from.next()?;
        from.abreast(letters, |_, letters| world.restore_messages(people, letters))?;
        let (lots, mut settled): (usize, usize) = (from.next()?, 0);
        from.abreast(lots, |_, (first, apart, states): (u32, u32, Vec<State>)| {
            settled += states.len();
            let mut numbers = (0..).map_while(|at| first.checked_add(apart.checked_mul(at)?));
            states.into_iter().all(|state| {
                numbers.next().is_some_and(|number| world.restore_state(people, number, state))
            })
        })?;
        if settled != people.neighborhoods() as usize {
            return Err(from.odd("it does not fit its scenario"));
        }
    }
    Ok(())
}

/// Removes a checkpoint that is no longer wanted; if that fails, it is one file too many.
pub(super) fn forget(path: &Path) {
    let _ = fs::remove_file(path);
}

//! Checkpoints: a world saved in the middle of its days, so that a crash does not cost hours of it.
//!
//! The file is cut into frames, each compressed and with its digest, so that a nation is written
//! and read a few neighborhoods at a time, and damage is found before it is used:
//!
//! ```text
//! nosedive checkpoint 1
//! identity                  of engine, scenario, world and day
//! results so far            of each twin
//! for each twin:            header; messages; neighborhoods, up to 64 to a frame
//! ```

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::num::NonZeroUsize;
use std::path::Path;

use lab::engine::fingerprint;
use lab::study::WorldStore;
use lab::world::{TwinProgress, WorldResult, WorldRun};
use rayon::prelude::*;
use reader::LoadedScenario;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use society::twins::Twins;
use society::world::{CheckpointHeader, Message, State};

use crate::error::ResultsError;
use crate::files;
use crate::folder::RunFolder;
use crate::origin::Origin;
use society::units::{Day, Neighborhood, WorldId};

const MAGIC: &[u8] = b"nosedive checkpoint 1\n";

// Large enough to compress well, and small enough that sixteen at a time are a trifle in memory.
/// Neighborhoods of a frame.
const PER_FRAME: NonZeroUsize = NonZeroUsize::new(64).expect("it is not zero");

/// Frames that are compressed in parallel.
const PARALLEL: usize = 16;

// The length stands before the digest that would show its damage, and must not ask for more memory
// than there is.
/// Size above which a frame is damaged [bytes].
const LARGEST: usize = 1 << 30;

/// Identity of a checkpoint: it is restored only where all of these are the same.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Identity {
    engine: String,
    /// Origin of the world.
    origin: String,
    number: WorldId,
    days: u16,
}

impl Identity {
    /// Identity of a world of a scenario after some days.
    fn new(loaded: &LoadedScenario, number: WorldId, days: u16) -> Identity {
        let origin = Origin::of(loaded).0;
        Identity { engine: fingerprint().to_owned(), origin, number, days }
    }
}

/// Worlds in the folder of their run, by number: results as `.world`, unfinished ones as
/// `.checkpoint`.
impl WorldStore for RunFolder<'_> {
    type Error = ResultsError;

    fn restore(&self, world: &mut WorldRun<'_>) -> Result<Option<u16>, ResultsError> {
        let path = self.checkpoint(world.number());
        if !path.exists() {
            return Ok(None);
        }
        restore(&path, self.loaded, world)?;
        Ok(Some(world.twins().next_day() - Day::FIRST))
    }

    fn save_checkpoint(&self, world: &mut WorldRun<'_>) -> Result<(), ResultsError> {
        let path = self.checkpoint(world.number());
        let days = world.twins().next_day() - Day::FIRST;
        let identity = Identity::new(self.loaded, world.number(), days);
        files::beside(&path, |file| write_world(file, &identity, world))
    }

    fn save_citizens(&self, world: &WorldRun<'_>) -> Result<(), ResultsError> {
        if self.saves_citizens { self.write_citizens(world) } else { Ok(()) }
    }

    fn save(&self, result: &WorldResult) -> Result<(), ResultsError> {
        self.origin.save(&self.world(result.number), result)?;
        // In this order: a kill between the two leaves one file too many, and no world too few.
        remove(&self.checkpoint(result.number));
        Ok(())
    }
}

/// Writes a checkpoint, frame by frame.
fn write_world(file: &mut File, identity: &Identity, world: &mut WorldRun<'_>) -> io::Result<()> {
    let mut to = BufWriter::with_capacity(1 << 20, file);
    to.write_all(MAGIC)?;
    let (progress, twins) = world.parts_mut();
    to.write_all(&packed(identity)?)?;
    to.write_all(&packed(progress)?)?;
    for world in twins.worlds_mut() {
        to.write_all(&packed(&world.checkpoint_header())?)?;
        let messages: Vec<&Vec<Message>> = world.pending_messages().collect();
        to.write_all(&packed(&messages.len())?)?;
        write_frames(&mut to, &messages)?;
        let frames: Vec<(u32, u32, &[State])> = world.states(PER_FRAME).collect();
        to.write_all(&packed(&frames.len())?)?;
        write_frames(&mut to, &frames)?;
    }
    to.flush()
}

/// Writes frames in their order, compressed in parallel.
fn write_frames<T: Serialize + Sync>(to: &mut impl Write, values: &[T]) -> io::Result<()> {
    // A chunk at a time, so that no more than its frames are in memory.
    for values in values.chunks(PARALLEL) {
        let frames: Vec<io::Result<Vec<u8>>> = values.par_iter().map(packed).collect();
        for frame in frames {
            to.write_all(&frame?)?;
        }
    }
    Ok(())
}

/// A value as a frame: length of the compressed value, its digest (SHA-256), and itself.
fn packed<T: Serialize>(value: &T) -> io::Result<Vec<u8>> {
    let plain = postcard::to_stdvec(value).map_err(io::Error::other)?;
    // The fastest level: a checkpoint is written many times and read once, if ever.
    let packed = zstd::encode_all(&*plain, 1)?;
    let mut frame = (packed.len() as u32).to_le_bytes().to_vec();
    frame.extend(Sha256::digest(&packed));
    frame.extend(packed);
    Ok(frame)
}

/// A frame as the file holds it: still compressed, its digest not yet checked.
struct Frame {
    digest: [u8; 32],
    packed: Vec<u8>,
}

/// Reader of the frames of a checkpoint.
struct FrameReader<'a> {
    path: &'a Path,
    from: BufReader<File>,
}

impl FrameReader<'_> {
    /// The error that the file does not hold a checkpoint of this world.
    fn invalid(&self, why: impl Into<String>) -> ResultsError {
        ResultsError::Invalid(self.path.to_owned(), why.into())
    }

    /// Fills `bytes` from the file.
    fn exactly(&mut self, bytes: &mut [u8]) -> Result<(), ResultsError> {
        self.from.read_exact(bytes).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => self.invalid("it is cut short"),
            _ => ResultsError::Io(self.path.to_owned(), error),
        })
    }

    /// The next frame, as the file holds it.
    fn frame(&mut self) -> Result<Frame, ResultsError> {
        let (mut length, mut digest) = ([0; 4], [0; 32]);
        self.exactly(&mut length)?;
        self.exactly(&mut digest)?;
        let length = u32::from_le_bytes(length) as usize;
        if length > LARGEST {
            return Err(self.invalid("a frame of it is damaged"));
        }
        let mut packed = vec![0; length];
        self.exactly(&mut packed)?;
        Ok(Frame { digest, packed })
    }

    /// The value of the next frame.
    fn next<T: DeserializeOwned>(&mut self) -> Result<T, ResultsError> {
        let frame = self.frame()?;
        unpacked(&frame).map_err(|why| self.invalid(why))
    }

    /// Frames, decompressed in parallel and handed to `take` in their order.
    fn frames<T: DeserializeOwned + Send>(
        &mut self,
        count: usize,
        mut take: impl FnMut(usize, T) -> bool,
    ) -> Result<(), ResultsError> {
        for from in (0..count).step_by(PARALLEL) {
            let frames = (from..count.min(from + PARALLEL)).map(|_| self.frame());
            let frames = frames.collect::<Result<Vec<Frame>, ResultsError>>()?;
            let values: Vec<Result<T, String>> = frames.par_iter().map(unpacked).collect();
            for (at, value) in (from..).zip(values) {
                let value = value.map_err(|why| self.invalid(why))?;
                if !take(at, value) {
                    return Err(self.invalid(OF_ANOTHER));
                }
            }
        }
        Ok(())
    }
}

/// The value of a frame, after a check of its digest.
fn unpacked<T: DeserializeOwned>(frame: &Frame) -> Result<T, String> {
    // Before anything is decoded: a damaged frame must not reach a decoder, which may ask for any
    // amount of memory.
    if frame.digest != *Sha256::digest(&frame.packed) {
        return Err("a frame of it is damaged: its digest does not fit".to_owned());
    }
    let plain = zstd::decode_all(&*frame.packed).map_err(|_| "it cannot be unpacked".to_owned())?;
    postcard::from_bytes(&plain).map_err(|_| "it is not of this version".to_owned())
}

/// Brings a world on its first morning to the day of its checkpoint.
fn restore(
    path: &Path,
    loaded: &LoadedScenario,
    world: &mut WorldRun<'_>,
) -> Result<(), ResultsError> {
    let file = File::open(path).map_err(|error| ResultsError::Io(path.to_owned(), error))?;
    let mut from = FrameReader { path, from: BufReader::with_capacity(1 << 20, file) };
    check_identity(&mut from, loaded, world.number())?;
    let saved: Vec<TwinProgress> = from.next()?;
    let (progress, twins) = world.parts_mut();
    if saved.len() != progress.len() {
        return Err(from.invalid(OF_ANOTHER));
    }
    *progress = saved;
    restore_twins(&mut from, twins)?;
    // A file that goes on was written by somebody else, or twice.
    match from.from.read(&mut [0]) {
        Ok(0) => Ok(()),
        _ => Err(from.invalid("it goes on after its end")),
    }
}

/// Reason for a checkpoint of the same identity and another shape.
const OF_ANOTHER: &str = "it does not fit its scenario";

/// Refuses a file of another format, engine, scenario or world.
fn check_identity(
    from: &mut FrameReader<'_>,
    loaded: &LoadedScenario,
    number: WorldId,
) -> Result<(), ResultsError> {
    let mut begins = [0; MAGIC.len()];
    from.exactly(&mut begins)?;
    if begins != *MAGIC {
        return Err(from.invalid("it is not a checkpoint"));
    }
    let found: Identity = from.next()?;
    let ours = Identity::new(loaded, number, found.days);
    // The engine apart from the rest: after an update of the program it is the usual reason.
    if found.engine != ours.engine {
        return Err(from.invalid("it is of an engine that gives other results"));
    }
    if found != ours {
        return Err(from.invalid("it is of another scenario, or of another world"));
    }
    Ok(())
}

/// Restores every twin: header, messages, states of all neighborhoods.
fn restore_twins(from: &mut FrameReader<'_>, twins: &mut Twins) -> Result<(), ResultsError> {
    let (people, worlds) = twins.people_and_worlds();
    for world in worlds {
        let header: CheckpointHeader = from.next()?;
        if !world.restore_header(header) {
            return Err(from.invalid(OF_ANOTHER));
        }
        let batches: usize = from.next()?;
        from.frames(batches, |_, messages| world.restore_messages(people, messages))?;
        let (frames, mut restored): (usize, usize) = (from.next()?, 0);
        from.frames(frames, |_, (first, apart, states): (u32, u32, Vec<State>)| {
            restored += states.len();
            // Checked, since these numbers come from a file: neighborhoods of a batch lie `apart`.
            let mut numbers = (0..).map_while(|at| first.checked_add(apart.checked_mul(at)?));
            states.into_iter().all(|state| {
                let number = numbers.next().map(Neighborhood);
                number.is_some_and(|number| world.restore_state(people, number, state))
            })
        })?;
        if restored != people.neighborhoods().len() {
            return Err(from.invalid(OF_ANOTHER));
        }
    }
    Ok(())
}

/// Removes a file that is no longer wanted; if that fails, it is one file too many.
pub(crate) fn remove(path: &Path) {
    let _ = fs::remove_file(path);
}

//! Files that are there whole or not at all: written beside their place, then moved there.
//!
//! A run may be killed at any moment, and hours later another process reads its folder. It finds old
//! files and new ones, never a half, and a digest in each that it resumes from.

use std::borrow::Borrow;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use arrow_array::{Array, BooleanArray, Float64Array, Int64Array, StringArray, UInt32Array};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use crate::error::ResultsError;
use crate::tables::{MADE_UP, Table};
use lab::engine::hex;

/// Writes a file beside its place, waits until it is safe on the disk, and moves it there.
///
/// A process that is killed at any moment leaves the old file or the new one, never a part of it.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), ResultsError> {
    beside(path, |file| file.write_all(bytes))
}

/// As [`write`], for a file that `fill` writes piece by piece.
pub(crate) fn beside(
    path: &Path,
    fill: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<(), ResultsError> {
    let part = part_of(path);
    // Safe on the disk before the move: otherwise a power cut can leave the new name with no bytes.
    let written = File::create(&part)
        .and_then(|mut file| fill(&mut file).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&part, path));
    written.map_err(|error| {
        // Nothing half-written is left behind; if even that fails, the first error says why.
        let _ = fs::remove_file(&part);
        ResultsError::Io(path.to_owned(), error)
    })
}

/// Path of the unfinished file beside `path`; hidden, and in the same file system.
fn part_of(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.part"))
}

/// Digest (SHA-256) of a file, in hexadecimal.
pub(crate) fn digest_of(path: &Path) -> io::Result<String> {
    let (mut file, mut digest) = (File::open(path)?, Sha256::new());
    // Piece by piece: the citizens of a nation fill gigabytes.
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hex(&digest.finalize())),
            read => digest.update(&buffer[..read]),
        }
    }
}

/// First bytes of a saved value, with the version of the format: no other file is taken for one.
const MAGIC: &[u8] = b"nosedive kept 1\n";

/// Saves a value in a file: first bytes, digest (SHA-256) of the rest, the packed value.
pub(crate) fn save<T: Serialize>(path: &Path, value: &T) -> Result<(), ResultsError> {
    let invalid = |why: String| ResultsError::Invalid(path.to_owned(), why);
    let plain = postcard::to_stdvec(value).map_err(|error| invalid(error.to_string()))?;
    let packed = zstd::encode_all(&*plain, 3).map_err(|error| invalid(error.to_string()))?;
    let mut bytes = MAGIC.to_vec();
    bytes.extend(Sha256::digest(&packed));
    bytes.extend(packed);
    write(path, &bytes)
}

/// The value that [`save`] saved, or [`ResultsError::Invalid`] with the kind of damage.
pub(crate) fn saved<T: DeserializeOwned>(path: &Path) -> Result<T, ResultsError> {
    let invalid = |why: &str| ResultsError::Invalid(path.to_owned(), why.to_owned());
    let bytes = fs::read(path).map_err(|error| ResultsError::Io(path.to_owned(), error))?;
    let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| invalid("it is not a saved world"))?;
    let (digest, packed) = rest.split_at_checked(32).ok_or_else(|| invalid("it is cut short"))?;
    if *digest != *Sha256::digest(packed) {
        return Err(invalid("its digest does not fit"));
    }
    let plain = zstd::decode_all(packed).map_err(|_| invalid("it cannot be unpacked"))?;
    postcard::from_bytes(&plain).map_err(|_| invalid("it is not of this version"))
}

/// Writes a table as Parquet, part by part; there is one part at least. Units and meanings go into
/// the schema, and the note that everyone is made up into the file's metadata, with those of the run.
pub(crate) fn parquet<T: Borrow<Table>>(
    folder: &Path,
    name: &str,
    parts: impl Iterator<Item = T>,
    notes: &[(&'static str, String)],
) -> Result<(), ResultsError> {
    let level = ZstdLevel::try_new(3).unwrap_or_default();
    beside(&folder.join(format!("{name}.parquet")), |file| {
        let mut writer: Option<ArrowWriter<&mut File>> = None;
        let mut target = Some(file);
        for part in parts {
            let part = part.borrow();
            let batch = part.batch().map_err(io::Error::other)?;
            if let Some(file) = target.take() {
                // Once more as plain text, for programs that do not read Arrow's schema.
                let texts = [("made_up", "yes"), ("note", MADE_UP), ("about", part.about)];
                let notes = notes.iter().map(|(key, text)| (*key, text.as_str()));
                let texts = texts.into_iter().chain(notes);
                let texts = texts.map(|(key, text)| KeyValue::new(key.to_owned(), text.to_owned()));
                let properties = WriterProperties::builder()
                    .set_compression(Compression::ZSTD(level))
                    .set_key_value_metadata(Some(texts.collect()))
                    .build();
                let new = ArrowWriter::try_new(file, batch.schema(), Some(properties));
                writer = Some(new.map_err(plain)?);
            }
            if let Some(writer) = &mut writer {
                writer.write(&batch).map_err(plain)?;
            }
        }
        writer.map_or(Ok(()), |writer| writer.close().map(|_| ()).map_err(plain))
    })
}

/// The error behind that of the Parquet library, which hides a full disk.
fn plain(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(cause) => match cause.downcast::<io::Error>() {
            Ok(cause) => *cause,
            Err(cause) => io::Error::other(cause),
        },
        other => io::Error::other(other),
    }
}

/// Writes a table as CSV; a row without a value has an empty cell.
pub(crate) fn csv(folder: &Path, table: &Table) -> Result<(), ResultsError> {
    let path = folder.join(format!("{}.csv", table.name));
    let invalid = |why: String| ResultsError::Invalid(path.clone(), why);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = table.columns.iter().map(|column| column.name.as_ref());
    writer.write_record(header).map_err(|error| invalid(error.to_string()))?;
    let rows = table.columns.first().map_or(0, |column| column.values.len());
    for row in 0..rows {
        let cells = table.columns.iter().map(|column| cell(&*column.values, row));
        writer.write_record(cells).map_err(|error| invalid(error.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|error| invalid(error.to_string()))?;
    write(&path, &bytes)
}

/// A value of a column as CSV shows it.
fn cell(values: &dyn Array, row: usize) -> String {
    if values.is_null(row) {
        return String::new();
    }
    let any = values.as_any();
    if let Some(texts) = any.downcast_ref::<StringArray>() {
        texts.value(row).to_owned()
    } else if let Some(reals) = any.downcast_ref::<Float64Array>() {
        reals.value(row).to_string()
    } else if let Some(counts) = any.downcast_ref::<Int64Array>() {
        counts.value(row).to_string()
    } else if let Some(numbers) = any.downcast_ref::<UInt32Array>() {
        numbers.value(row).to_string()
    } else if let Some(flags) = any.downcast_ref::<BooleanArray>() {
        flags.value(row).to_string()
    } else {
        String::new()
    }
}

/// Writes a text for people, headed by the note that everyone is made up.
pub(crate) fn text(path: &Path, text: &str) -> Result<(), ResultsError> {
    write(path, format!("{}\n\n{text}", MADE_UP.replace("table", "run")).as_bytes())
}

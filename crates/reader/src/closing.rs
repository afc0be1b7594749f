//! The end of reading: once every setting has been looked up, the rest of a file is unknown.

use crate::document::Document;
use crate::units;

impl Document {
    /// Reports unknown settings, and numbers in another unit than their setting has.
    ///
    /// The last look at a document: a setting looked up after this one counts as unknown.
    pub(crate) fn close(&mut self) {
        self.ask_sources();
        let mut wrong = units::wrong(self.entries.iter());
        self.mistakes.append(&mut wrong);
        self.note_unknown();
    }
}

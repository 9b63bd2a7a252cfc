//! Import and export: files in and out, through the same engine as everything else.
//!
//! `format/` reads files as tables, `mapping/` finds out which column is which field, `import/` turns rows into units
//! of work (dry run or for good), `export/` writes lists as CSV and XLSX, `archive.rs`
//! packs what is kept about a person. No HTTP, no SQL; rights are the engine's.

mod archive;
mod export;
mod format;
mod import;
mod mapping;

pub use archive::privacy_archive;
pub use export::{ExportFormat, Exporter, csv_text, write_xlsx};
pub use format::{FileFormat, FileShape, FormatError, Table, count, detect, open};
pub use import::{Change as ImportChange, Import, ImportState, Imports, Mode, Summary};
pub use mapping::{ColumnInfo, MappedColumn, suggest};

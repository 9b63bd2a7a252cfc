//! QR codes as pictures, for the camera of an authenticator app.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use rapport_kernel::{Error, Result};

/// Pixels of one module, and of the quiet zone four of them.
const MODULE: u32 = 4;

/// A text as an SVG picture, black on white.
pub(crate) fn svg(text: &str) -> Result<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(Error::internal)?;
    let picture = code
        .render::<svg::Color<'_>>()
        .module_dimensions(MODULE, MODULE)
        .build();
    Ok(picture)
}

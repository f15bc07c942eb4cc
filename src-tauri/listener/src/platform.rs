//! What each system calls a shortage.

/// The system's own codes for: too many handles are open, here or in the whole system, or its memory is used up.
pub(crate) const SHORTAGES: &[i32] = if cfg!(windows) {
    &[10024, 10055] // WSAEMFILE, WSAENOBUFS
} else if cfg!(target_os = "linux") {
    &[12, 23, 24, 105] // ENOMEM, ENFILE, EMFILE, ENOBUFS
} else {
    &[12, 23, 24, 55] // the same on macOS and the BSDs
};

//! Recognises, in the output of a failed command, what a person can do something about.

const NETWORK: &[&str] = &[
    "could not resolve",
    "couldn't resolve",
    "couldn't connect",
    "could not connect",
    "failed to connect",
    "failed to download",
    "failed to lookup address",
    "spurious network error",
    "temporary failure resolving",
    "unable to connect",
    "dns error",
    "could not download",
    "error sending request",
    "enotfound",
    "econnrefused",
    "econnreset",
    "eai_again",
    "etimedout",
];
const LINKER: &[&str] =
    &["linker `cc` not found", "linker `link.exe` not found", "linker not found", "failed to find tool"];
const SPACE: &[&str] = &["no space left on device", "enospc"];

/// What to say when there is no C compiler.
pub const NO_COMPILER: &str = "no C compiler was found, and Rust needs one to link programs: install it \
    (Debian, Ubuntu: `apt-get install build-essential`; Fedora: `dnf install gcc`; macOS: `xcode-select --install`; \
    Windows: the Visual Studio Build Tools) and run this again";

/// One sentence on the cause, if the output shows one we know.
pub fn cause(output: &str) -> Option<&'static str> {
    let output = output.to_lowercase();
    let shows = |marks: &[&str]| marks.iter().any(|mark| output.contains(mark));
    if shows(LINKER) {
        Some(NO_COMPILER)
    } else if shows(SPACE) {
        Some("the disk is full")
    } else if shows(NETWORK) {
        Some(
            "a download failed: check the network (and the proxy settings), then run this again; what is already installed is kept",
        )
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_a_dead_network_from_a_missing_compiler() {
        let network = "error: download of config.json failed\n[6] Could not resolve hostname";
        assert!(cause(network).is_some_and(|said| said.contains("network")));
        assert_eq!(cause("error: linker `cc` not found"), Some(NO_COMPILER));
        assert_eq!(cause("error[E0308]: mismatched types"), None);
    }
}

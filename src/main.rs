//! Starts the desk on the page.

/// A third of the size of the standard one, which is 2.6 KB of the first load.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {
    callflow::ui::mount();
}

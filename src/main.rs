//! Starts the desk on the page.

fn main() {
    callflow::ui::mount();
}

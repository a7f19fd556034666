//! The command line: every command with its flags, and the help made of them.

use std::path::PathBuf;

xflags::xflags! {
    /// The commands of the project: cargo xtask COMMAND.
    ///
    /// What a command needs and can't find, it installs (Trunk and wasm-bindgen into your cache folder, Rust's target
    /// with rustup, Chromium, Firefox and WebKit with apt-get), or it says what to type. These variables name those
    /// you have: LIFELINE_CHROMIUM and LIFELINE_CHROMEDRIVER, LIFELINE_FIREFOX and LIFELINE_GECKODRIVER,
    /// LIFELINE_WEBKIT (its MiniBrowser), LIFELINE_WEBKITDRIVER and LIFELINE_XVFB. A test that lacks its browser or
    /// its program is skipped, and the last line says so; with CI=true nothing is skipped. Trunk, wasm-bindgen and
    /// geckodriver are taken from GitHub as their makers built them, each with a pinned checksum, where that works;
    /// elsewhere, and with LIFELINE_BUILD_TOOLS=true, cargo builds them from crates.io.
    cmd xtask {
        /// Build the site and serve it on this machine.
        cmd serve {
            /// On this port of 127.0.0.1 (8080 unless given, 0 for any free one).
            optional --port port: u16

            /// Watch the sources; rebuild quickly and reload on every change.
            optional --dev
        }

        /// Leave the site in dist/.
        cmd build {
            /// One that browsers don't keep for when there is no network.
            optional --no-offline

            /// For this address, such as https://docs.example/lifeline/, so that chats find the picture that stands for it.
            optional --at address: String
        }

        /// Check everything, or only the steps named.
        cmd test {
            /// fmt, lint, native, tools, wasm, browser, recipes
            repeated steps: String

            /// Install first what the steps `tools` and `recipes` try and is missing: Mermaid, PlantUML, mdBook, …
            optional --with-tools
        }

        /// Measure everything that has a budget, or only the parts named.
        cmd bench {
            /// core, explore, size, page, load, peers
            repeated parts: String
        }

        /// Take pictures of the page in headless Chromium.
        cmd shot {
            /// One picture for each link ('#registration/not-valid'); of the start unless given.
            repeated links: String

            /// Into this folder.
            required --out folder: PathBuf

            /// Of the window in pixels (1280 unless given).
            optional --width pixels: u32

            /// Of the window in pixels (800 unless given).
            optional --height pixels: u32

            /// The whole page, not only what the window shows.
            optional --full

            /// In dark colours.
            optional --dark

            /// Click on the element with this CSS selector before the picture; may be repeated.
            repeated --click selector: String

            /// Of the site in dist/ as it is.
            optional --no-build
        }

        /// Called by Trunk during `serve --dev`, not by people.
        cmd loosen-policy {}
    }
}

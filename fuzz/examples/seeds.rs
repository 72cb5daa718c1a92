//! Lays out what a target begins with: `cargo run --example seeds -- TARGET FOLDER`.

use duebook_fuzz::seeds;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut argument = || arguments.next().expect("TARGET FOLDER");
    let (target, folder) = (argument(), argument());
    std::fs::create_dir_all(&folder).expect("a folder that can be made");
    for (number, seed) in seeds::of(&target).into_iter().enumerate() {
        std::fs::write(format!("{folder}/seed-{number:04}"), seed).expect("a file that can be written");
    }
}

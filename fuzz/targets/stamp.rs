#![doc = "See `duebook_fuzz::TARGETS`."]
#![cfg_attr(fuzzing, no_main)]
duebook_fuzz::main!("stamp");

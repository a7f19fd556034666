//! Plays protocol models: the same run gives the same trace, byte for byte, on every machine.

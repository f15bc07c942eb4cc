//! A program and everything that it starts, ended together.

use std::{
    io,
    process::{Child, Command, ExitStatus},
};

use crate::platform;

/// Starts `command` at the head of a group of its own, whose orphans become our children.
pub(crate) fn start(command: &mut Command) -> io::Result<Child> {
    platform::lead_a_group(command);
    platform::adopt_orphans();
    command.spawn()
}

/// Keeps `command` out of our group, so that Ctrl-C in a terminal, meant for us, does not reach it.
pub(crate) fn apart(command: &mut Command) {
    platform::lead_a_group(command);
}

/// Waits until `program` has ended by itself or by [`ask`] or [`end`], ends what it leaves behind, and waits for that too
/// where the system allows.
pub(crate) fn outlive(program: &mut Child) -> io::Result<ExitStatus> {
    platform::await_end(program)?;
    end(program.id());
    let status = program.wait();
    platform::await_rest(program.id());
    status
}

/// Asks the group that `leader` heads to end.
pub(crate) fn ask(leader: u32) {
    platform::ask(leader);
}

/// Ends it, whether it wants or not.
pub(crate) fn end(leader: u32) {
    platform::end(leader);
}

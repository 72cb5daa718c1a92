//! Where a reminder stands, by its name in the journal.

/// Where a reminder stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// A run has it in hand.
    Claimed,
    /// The server took it.
    Sent,
    /// The server refused it for good.
    Refused,
    /// The server said: later.
    Deferred,
    /// It left and nobody answered; nobody could say yet whether it arrived.
    InDoubt,
    /// A claim that surely did not leave: free to be sent.
    Reclaimed,
    /// Waits for a person.
    Held,
    /// A later stage was reached before it could go.
    Superseded,
    /// There was nothing left to remind of.
    Cancelled,
    /// It was taken and came back.
    Bounced,
    /// A person decided that it does not go.
    WrittenOff,
}

/// Every status by its name in the journal.
const STATUSES: [(&str, Status); 11] = [
    ("claimed", Status::Claimed),
    ("sent", Status::Sent),
    ("refused", Status::Refused),
    ("deferred", Status::Deferred),
    ("in-doubt", Status::InDoubt),
    ("reclaimed", Status::Reclaimed),
    ("held", Status::Held),
    ("superseded", Status::Superseded),
    ("cancelled", Status::Cancelled),
    ("bounced", Status::Bounced),
    ("written-off", Status::WrittenOff),
];

impl Status {
    /// Every status.
    pub const ALL: [Status; STATUSES.len()] = {
        let mut all = [Status::Claimed; STATUSES.len()];
        let mut at = 0;
        while at < all.len() {
            all[at] = STATUSES[at].1;
            at += 1;
        }
        all
    };

    /// Finds a status by its name.
    #[must_use]
    pub fn named(name: &str) -> Option<Status> {
        STATUSES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, status)| *status)
    }

    /// Returns the name that the journal uses.
    #[must_use]
    pub fn name(self) -> &'static str {
        STATUSES
            .iter()
            .find(|(_, status)| *status == self)
            .map_or("", |(name, _)| name)
    }
}

//! One file, one record: what an officer wrote, judged as far as the file
//! alone can tell. Nothing derived is stored here.

pub mod advance;
pub mod agency;
pub mod balances;
pub mod event;
pub mod format;
pub mod guarantee;
pub mod id;
pub mod letterhead;
pub mod office;
pub mod part;
pub mod person;
pub mod policy;
pub mod project;
pub mod shape;
pub mod survey;

pub use advance::{Advance, Fund};
pub use agency::Agency;
pub use balances::Balances;
pub use event::{Cancelled, Hold, Void};
pub use guarantee::{Contractor, ContractorKind, Form, Guarantee, GuaranteeKind, Lg};
pub use id::{Kind, Place, RecordId};
pub use letterhead::{Digits, Letterhead, Signer};
pub use office::{Archive, Audience, Digest, Office, Recipient, Stage, StageKind};
pub use part::{Body, Part};
pub use person::Person;
pub use policy::Policy;
pub use project::Project;
pub use survey::Survey;

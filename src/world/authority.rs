//! The time-stamp authority, asked over HTTP (RFC 3161, 3.4). What it says is
//! signed, so that plain HTTP, which most of them speak, does no harm.

use std::sync::Arc;
use std::time::Duration;

use ureq::Agent;
use ureq::tls::{RootCerts, TlsConfig};

use super::settings;
use crate::dispatch::doors;
use crate::text::Words;
use crate::timestamp::LARGEST;

/// The authority that an office names.
#[derive(Debug)]
pub struct Authority {
    agent: Agent,
}

impl Default for Authority {
    fn default() -> Authority {
        Authority::within(settings::asking())
    }
}

impl Authority {
    /// One that is waited for so long, from its name to the last byte.
    #[must_use]
    pub fn within(patience: Duration) -> Authority {
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .timeout_global(Some(patience))
            .max_redirects(3)
            .user_agent(concat!("duebook/", env!("CARGO_PKG_VERSION")))
            .build();
        Authority {
            agent: config.new_agent(),
        }
    }
}

impl doors::Authority for Authority {
    fn ask(&self, url: &str, request: &[u8]) -> Result<Vec<u8>, Words> {
        let said = |error: ureq::Error| match error {
            ureq::Error::Timeout(_) => Words::new("ไม่ตอบในเวลา", "no answer in time"),
            ureq::Error::StatusCode(status) => {
                Words::new(format!("ตอบ HTTP {status}"), format!("it answers HTTP {status}"))
            }
            error => Words::new(error.to_string(), error.to_string()),
        };
        let answer = self
            .agent
            .post(url)
            .content_type("application/timestamp-query")
            .send(request)
            .map_err(said)?;
        let limit = u64::try_from(LARGEST).unwrap_or(u64::MAX);
        answer
            .into_body()
            .with_config()
            .limit(limit)
            .read_to_vec()
            .map_err(said)
    }
}

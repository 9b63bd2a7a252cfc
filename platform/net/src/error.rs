//! Why a request was not made, or came to nothing.

/// Why a request was not made, or came to nothing. No message holds what was sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetError {
    /// The address is none, or of a sort that is not used.
    #[error("`{0}` is not an address a request can go to")]
    Address(String),
    /// The host may not be reached from here.
    #[error(
        "`{0}` is in a network that requests do not go to; the setting `outbound_networks` allows one"
    )]
    Refused(String),
    /// Plain `http` to a host outside of the allowed networks.
    #[error("`{0}` needs https")]
    Unencrypted(String),
    /// The name has no address.
    #[error("`{0}` has no address")]
    Unknown(String),
    /// No connection, or one that broke.
    #[error("`{host}` cannot be reached: {reason}")]
    Unreachable {
        /// The host.
        host: String,
        /// What the system says.
        reason: String,
    },
    /// It took too long.
    #[error("`{0}` took too long to answer")]
    Timeout(String),
    /// The answer is larger than wanted.
    #[error("`{0}` answers with more than was asked for")]
    TooLarge(String),
}

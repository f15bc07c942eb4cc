//! The request headers of a delivery. Only the body is signed, so apart from the signature they prove nothing.

/// `X-Loyalite-Signature-256: sha256=<hex>`, the HMAC of the raw body.
pub const SIGNATURE: &str = "x-loyalite-signature-256";
/// `X-Loyalite-Event: stamp.earned`, the event's name.
pub const EVENT: &str = "x-loyalite-event";
/// `X-Loyalite-Delivery: <uuid>`, the same as the envelope's `id`.
pub const DELIVERY: &str = "x-loyalite-delivery";

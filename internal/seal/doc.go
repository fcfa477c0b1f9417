// Package seal keeps what nobody but its readers may read.
//
// A value is sealed under a data key (XChaCha20-Poly1305, bound to its cell and
// padded to a bucket). A key is kept from everybody by wrapping it with another
// key: in by the public half of a pair (age, X25519 with ML-KEM-768), which
// needs nobody's presence, or by the secret half, which is a hundred times
// cheaper. Whoever holds a Ring walks from wrap to wrap to the value. There is
// no other way to open anything, and seal knows no database, person or room.
//
// Words: private (a value that only a page may show), sealed (its ciphertext),
// place (the one cell it belongs in), key, pair, recipient (a public half),
// wrap (one key kept by another), ring (the keys of one person for one request),
// keys (a ring on loan), receipt (what a reporter keeps), token (the secret of a
// session), capsule (sealed state in a form), stream (a sealed file), generation
// (a team's pair for a time). Words avoided: encrypt, decrypt, secret manager, vault.
//
// Instruments:
//   - values, wraps, capsules: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03)
//   - files: the same in the STREAM construction (Hoang, Reyhanitabar, Rogaway and
//     Vizár, "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance",
//     2015), lengths padded by Padmé (Nikitin and others, "Reducing Metadata Leakage
//     from Encrypted Files and Communication with PURBs", 2019)
//   - pairs: age's hybrid recipients, X25519 with ML-KEM-768 (FIPS 203) in HPKE (RFC 9180)
//   - derivation: HKDF-SHA-256 (RFC 5869); passphrases: Argon2id (RFC 9106)
//   - signatures: Ed25519ctx (RFC 8032, 5.1), which a quantum computer would forge
//     but which keeps nothing secret
//   - shares: Shamir, "How to share a secret", 1979, over the field of FIPS 197
//
// What is left in memory is wiped by nobody: Go gives no honest way. Requests are
// short, cores are not dumped (NoDumps), and swap is the machine's business.
package seal

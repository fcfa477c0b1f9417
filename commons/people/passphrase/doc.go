// Package passphrase knows which passphrases will do: long enough, none of the commonest,
// and no rule of composition.
//
// Words avoided: password, strength, policy.
//
// Follows: NIST SP 800-63B-4 3.1.1.2; OWASP ASVS 5.0 6.2. The faults speak with the words
// of package people.
package passphrase

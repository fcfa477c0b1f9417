// Package reception is where people come in, see their own account, and are looked
// after: the pages of package people, which has all the rules and does all the acts.
//
// Words: door (pages for somebody without a session), own (one's own account), staff
// (accounts, as those see them who invite and end). Words avoided: admin panel, user,
// settings.
//
// Follows: OWASP ASVS 5.0 6.2 and 7.4 (what a page asks for a passphrase and shows of
// sessions); WCAG 2.2 3.3.8 (nothing to solve or transcribe but the passphrase, which may
// be pasted).
package reception

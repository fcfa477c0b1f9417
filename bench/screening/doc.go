// Package main measures the screening engine on the reference data: how often the right
// record comes first, how well the probabilities are calibrated, and how fast it is beside a
// plain Jaro-Winkler scan and PostgreSQL's pg_trgm in the same run. It can also learn the weights.
//
//	go run ./bench/screening -data ../shared/screening quality    what it finds, by category
//	go run ./bench/screening -data ../shared/screening accidents  every register name after one accident
//	go run ./bench/screening -data ../shared/screening learn      prints new weights
//	go run ./bench/screening -data ../shared/screening speed      a million records
//	go run ./bench/screening -data ../shared/screening ratios     the same beside a plain scan and pg_trgm
//
// Persons are kept apart by the rule that every run prints: a person is for tuning when the
// first byte of SHA-256 of the register's identifier (of the roster's, for who is in no
// register) is even. Weights are learned from tuning persons alone, figures are of the others.
package main

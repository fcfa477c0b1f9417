// Package job does what is done by the clock: reminders, lapses, letters that go
// out, checkpoints.
//
// A job has a name and an interval; intervals are counted from midnight UTC, so a
// job of an hour runs on the hour, whoever started when. Of several programs on
// one database only one runs it, and if that one dies another does. A job that
// fails, or was cut off, runs again: it must be able to. What it does it does
// through acts, as the actor "the clock", so that it passes the gate and enters
// the record like everybody's deeds.
//
// Words: job, interval, lease. Words avoided: cron, worker, task, queue.
package job

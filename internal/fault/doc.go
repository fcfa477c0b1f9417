// Package fault is the one error type that may reach a person. Everything else
// is an internal error: logged with its cause, shown without it.
//
// A fault carries a translation key, never a sentence; what goes into the
// sentence travels beside the key as name and value pairs. A form may have
// several faults at once: join them with errors.Join and take them apart with All.
//
// Words: kind (what the caller can do about it), key, field (of a form).
// Words avoided: exception, code, message.
package fault

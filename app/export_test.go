package app

// Reached are the acts that commands and jobs do, for the table of addresses.
var Reached = reached

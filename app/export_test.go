package app

import "haki/internal/web"

// Reached are the acts that commands and jobs do, for the table of addresses.
var Reached = reached

// Site is the house's own site, for pages that a test adds.
func (h *House) Site() *web.Site { return h.site() }

// Command haki keeps the promises of conduct and discipline: haki demo shows it, haki
// init and haki serve run it.
package main

import (
	"os"

	"haki/app/cli"
)

func main() { os.Exit(cli.Run(os.Args[1:], os.Stdout, os.Stderr)) }

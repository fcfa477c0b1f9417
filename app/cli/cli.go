package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/signal"
	"sort"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
	"haki/app"
	"haki/internal/conf"
	"haki/internal/fault"
	"haki/internal/lang"
)

// commands is what kong reads from the command line.
type commands struct {
	Config string            `help:"File of settings (name = value)." type:"path" placeholder:"FILE"`
	Set    map[string]string `help:"A setting, above file and environment." short:"s" placeholder:"NAME=VALUE"`
	Dir    string            `help:"The folder of data." type:"path" placeholder:"DIR"`

	Demo   demoCommand   `cmd:"" help:"Show everything with a fictional institution, in a temporary folder."`
	Init   initCommand   `cmd:"" help:"Make a new institution: its first people and their recovery."`
	Serve  serveCommand  `cmd:"" help:"Serve the pages and do what the clock owes."`
	User   userCommand   `cmd:"" help:"Invite people, end accounts, list them."`
	Import importCommand `cmd:"" help:"Take in what others published."`
	Record recordCommand `cmd:"" help:"Verify the record."`

	Kinship kinshipCommand `cmd:"" help:"Compute and verify what genetic profiles say about a family."`

	Show   configCommand `cmd:"" name:"config" help:"Print every setting and where it came from."`
	Doctor doctorCommand `cmd:"" help:"Look whether the house is sound."`
	Screen screenCommand `cmd:"" help:"Look persons of a roster up in a register of names, across scripts; needs no house."`
}

// session is what every command gets.
type session struct {
	ctx      context.Context
	out, err io.Writer
	root     *commands
}

// Run does one command and gives the exit code: 0 done, 1 failed, 2 not understood or refused as
// unusable.
func Run(args []string, out, errs io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	var c commands
	code := 0
	parser, err := kong.New(&c, kong.Name("haki"), kong.Description("Conduct and discipline: who owes what to whom, by when, under which rule."),
		kong.Writers(out, errs), kong.Exit(func(n int) { code = n; panic(exited{}) }))
	if err != nil {
		fmt.Fprintln(errs, err)
		return 2
	}
	defer func() {
		if _, ok := recover().(exited); !ok {
			return
		}
	}()
	k, err := parse(parser, args)
	if err != nil {
		if code == 0 && !errors.Is(err, errShown) {
			fmt.Fprintf(errs, "haki: %v\n", err)
			return 2
		}
		return code
	}
	if err := k.Run(&session{ctx, out, errs, &c}); err != nil {
		var u *unusable
		if errors.As(err, &u) {
			complain(errs, u)
			return 2
		}
		if bad := (refused{}); errors.As(err, &bad) {
			for _, line := range bad {
				fmt.Fprintf(errs, "haki: %s\n", line)
			}
			return 2
		}
		say(errs, err)
		if errors.As(err, &unreadable{}) {
			return 2
		}
		return 1
	}
	return 0
}

type exited struct{}

var errShown = errors.New("shown")

// parse turns kong's exits (after --help) into an ordinary return.
func parse(p *kong.Kong, args []string) (k *kong.Context, err error) {
	defer func() {
		if v := recover(); v != nil {
			if _, ok := v.(exited); !ok {
				panic(v)
			}
			err = errShown
		}
	}()
	return p.Parse(args)
}

// load reads the settings: file, environment, command line.
func (s *session) load(more map[string]string) (conf.Conf, error) {
	over := map[string]string{}
	for k, v := range s.root.Set {
		over[k] = v
	}
	if s.root.Dir != "" {
		over["dir"] = s.root.Dir
	}
	for k, v := range more {
		if v != "" {
			over[k] = v
		}
	}
	return conf.Load(s.root.Config, conf.Environment, over)
}

// say prints faults in the words of the program: English, since a terminal has no reader
// whose language we know. words: conf.* fault.* store.* people.*
func say(w io.Writer, err error) {
	words, failed := lang.New(app.Words())
	all := fault.All(err)
	if failed != nil || len(all) == 0 {
		fmt.Fprintf(w, "haki: %v\n", err)
		return
	}
	var lines []string
	for _, f := range all {
		line := f.Error()
		if words.Has(lang.English, f.Key) {
			line = words.Text(lang.English, f.Key, f.Args...)
		}
		if f.Err != nil {
			line += " (" + f.Err.Error() + ")"
		}
		lines = append(lines, line)
	}
	sort.Strings(lines)
	fmt.Fprintf(w, "haki: %s\n", strings.Join(lines, "\nhaki: "))
}

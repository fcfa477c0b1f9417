package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"haki/app"
	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/people"
	"haki/internal/conf"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/response/casework"
	"haki/response/notice"
)

// open opens the house for one command.
func (s *session) open(more map[string]string) (*app.House, conf.Conf, error) {
	cf, err := s.load(more)
	if err != nil {
		return nil, cf, err
	}
	h, err := app.Open(s.ctx, cf, app.Options{})
	return h, cf, err
}

// operator makes whoever runs the command the actor.
func (s *session) operator() context.Context { return act.Operator(s.ctx) }

type initCommand struct {
	Name    string `help:"Login name of the first lead of headquarters." required:"" placeholder:"NAME"`
	Display string `help:"Their name as colleagues see it." required:"" placeholder:"TEXT"`
	Office  string `help:"Their job title." default:"Head of conduct and discipline"`
	Lang    string `help:"Their language." default:"fr" enum:"fr,en"`
	TeamFR  string `help:"Name of the headquarters team in French." name:"team-fr" default:"Siège"`
	TeamEN  string `help:"Name of the headquarters team in English." name:"team-en" default:"Headquarters"`
	Papers  int    `help:"How many printed shares recover an account where there are too few people." default:"3"`
	Needed  int    `help:"How many shares recover an account." default:"2"`
	Weekend string `help:"Days off of the institution." default:"sat sun"`
}

// Run makes a new institution. The passphrase is read from standard input, so that it
// stands in no history of commands.
func (c *initCommand) Run(s *session) error {
	h, cf, err := s.open(nil)
	if err != nil {
		return err
	}
	defer h.Close()
	fmt.Fprint(s.out, "Passphrase of "+c.Name+" (15 characters at least): ")
	pass, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil && pass == "" {
		return errors.New("no passphrase was given on standard input")
	}
	papers, err := h.Rooms.People.Install(s.operator(), people.Founding{Needed: c.Needed, Papers: c.Papers, NameEN: c.TeamEN, NameFR: c.TeamFR,
		People: []people.Founder{{Name: c.Name, Display: c.Display, Office: c.Office, Language: lang.Tag(c.Lang), Passphrase: strings.TrimRight(pass, "\r\n"), Holder: true, Administrator: true}}})
	if err != nil {
		return err
	}
	if err := h.Rooms.Duty.FirstSet(s.operator(), duty.Here{Zone: cf.TimeZone, Weekend: c.Weekend}); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "\nThe institution is made in %s.\n", cf.Dir)
	for i, p := range papers {
		fmt.Fprintf(s.out, "\nPrinted share %d of %d (any %d of the shares recover an account; keep them apart, offline):\n  %s\n", i+1, len(papers), c.Needed, p.Words(c.Lang))
	}
	return nil
}

// signed opens the house and signs somebody in with the passphrase on standard input;
// leave signs them out again.
func (s *session) signed(name string) (h *app.House, ctx context.Context, leave func() error, err error) {
	h, _, err = s.open(nil)
	if err != nil {
		return nil, nil, nil, err
	}
	fmt.Fprint(s.err, "Passphrase of "+name+": ")
	pass, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil && pass == "" {
		return nil, nil, nil, errors.Join(errors.New("no passphrase was given on standard input"), h.Close())
	}
	token, err := h.Rooms.People.Login(s.ctx, name, strings.TrimRight(pass, "\r\n"))
	if err != nil {
		return nil, nil, nil, errors.Join(err, h.Close())
	}
	ctx, back, err := h.Desk.Enter(s.ctx, token)
	if err != nil {
		return nil, nil, nil, errors.Join(err, h.Close())
	}
	return h, ctx, func() error {
		err := h.Rooms.People.Logout(ctx, token)
		back()
		return errors.Join(err, h.Close())
	}, nil
}

type userCommand struct {
	As string `help:"Login name of the administrator who does it; the passphrase is read from standard input." required:"" placeholder:"NAME"`

	List   userList   `cmd:"" help:"List accounts."`
	Invite userInvite `cmd:"" help:"Invite somebody; prints the code to hand over."`
	End    userEnd    `cmd:"" help:"End an account at once."`
}

type userList struct{}

// Run lists accounts.
func (*userList) Run(s *session) (err error) {
	h, ctx, leave, err := s.signed(s.root.User.As)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, leave()) }()
	staff, err := h.Rooms.People.All(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(s.out, 0, 4, 2, ' ', 0)
	for _, a := range staff.Accounts {
		state := "in use"
		switch {
		case a.Ended != "":
			state = "ended " + string(a.Ended)
		case !a.Standing():
			state = "invited"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", a.Name, a.Display, a.Office, state)
	}
	return w.Flush()
}

type userInvite struct {
	Name    string `arg:"" help:"Login name."`
	Display string `help:"Name as colleagues see it." required:""`
	Office  string `help:"Job title." required:""`
	Lang    string `help:"Language." default:"fr" enum:"fr,en"`
}

// Run invites.
func (c *userInvite) Run(s *session) (err error) {
	h, ctx, leave, err := s.signed(s.root.User.As)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, leave()) }()
	_, code, err := h.Rooms.People.Invite(ctx, people.Invitation{Name: c.Name, Display: c.Display, Office: c.Office, Language: lang.Tag(c.Lang)})
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "Hand this over, once, within 7 days. They enter it at %s/%s/invitation\n  %s\n", h.Conf.URL(), c.Lang, code.Words(c.Lang))
	return nil
}

type userEnd struct {
	Name string `arg:"" help:"Login name."`
}

// Run ends an account.
func (c *userEnd) Run(s *session) (err error) {
	h, ctx, leave, err := s.signed(s.root.User.As)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, leave()) }()
	staff, err := h.Rooms.People.All(ctx)
	if err != nil {
		return err
	}
	for _, a := range staff.Accounts {
		if a.Name == c.Name {
			return h.Rooms.People.End(ctx, a.ID)
		}
	}
	return fault.New(fault.NotFound, "fault.not_found")
}

type importCommand struct {
	Notices   importNotices   `cmd:"" help:"Register published notices as cases."`
	Practices importPractices `cmd:"" help:"Enter a table of good practices as drafts that headquarters completes."`
}

type importNotices struct {
	File   string `arg:"" help:"CSV file of notices." type:"existingfile"`
	Totals string `help:"CSV file of the totals that the source stated: they are put beside what the notices add up to." type:"existingfile"`
	As     string `help:"Login name of somebody of headquarters, in whose name it is done; the passphrase is read from standard input." required:"" placeholder:"NAME"`
}

// Run imports notices.
func (c *importNotices) Run(s *session) (err error) {
	h, ctx, leave, err := s.signed(c.As)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, leave()) }()
	stated, err := c.stated()
	if err != nil {
		return err
	}
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	done, err := h.Rooms.Casework.ImportNotices(ctx, f)
	if err != nil {
		return err
	}
	if err := report(s, h, done); err != nil {
		return err
	}
	return compare(s, notice.Compare(stated, done.Totals))
}

// stated reads the source's own totals before anything is taken in.
func (c *importNotices) stated() ([]notice.Stated, error) {
	if c.Totals == "" {
		return nil, nil
	}
	f, err := os.Open(c.Totals)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return notice.ReadStated(f)
}

// compare prints each stated total beside the sum of its notices. A difference is shown
// and never spread over the rows; it is the source's, so it does not fail the command.
func compare(s *session, all []notice.Compared) error {
	w := tabwriter.NewWriter(s.out, 0, 4, 2, ' ', 0)
	same := 0
	for _, c := range all {
		missing, known := c.Missing()
		switch {
		case known && missing == 0:
			same++
			continue
		case known:
			fmt.Fprintf(w, "%s\t%s\tstated %d\tthe notices give %s\n", c.Group, c.Measure, c.Total, c.Placed)
		default:
			fmt.Fprintf(w, "%s\t%s\tstated %d\tthe notices do not say\n", c.Group, c.Measure, c.Total)
		}
	}
	if len(all) > 0 {
		fmt.Fprintf(w, "%d of %d stated totals come out\n", same, len(all))
	}
	return w.Flush()
}

// report prints what an import did: bad rows with line and reason, or counts and totals.
func report(s *session, h *app.House, done casework.Imported) error {
	for _, b := range done.Bad {
		for _, f := range b.Faults {
			fmt.Fprintf(s.out, "line %d: %s\n", b.Line, h.Words.Text(lang.English, f.Key, f.Args...))
		}
	}
	if len(done.Bad) > 0 {
		return fmt.Errorf("%d of %d rows are bad; nothing was taken in", len(done.Bad), done.Rows)
	}
	fmt.Fprintf(s.out, "%d rows: %d added, %d updated, %d as they were\n", done.Rows, done.Added, done.Updated, done.Same)
	w := tabwriter.NewWriter(s.out, 0, 4, 2, ' ', 0)
	for _, t := range done.Totals {
		if t.Sum != casework.Unspoken {
			fmt.Fprintf(w, "%s\t%s\t%s\n", t.Group, t.Measure, t.Sum)
		}
	}
	return w.Flush()
}

type recordCommand struct {
	Verify recordVerify `cmd:"" help:"Verify that nothing of the record was changed, taken out or moved."`
}

type recordVerify struct {
	Checkpoint []string `help:"File of a later public checkpoint, kept elsewhere." type:"existingfile"`
}

// Run verifies.
func (c *recordVerify) Run(s *session) error {
	h, _, err := s.open(nil)
	if err != nil {
		return err
	}
	defer h.Close()
	var outside []string
	for _, f := range c.Checkpoint {
		text, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		outside = append(outside, string(text))
	}
	if err := h.Desk.Sequence(act.Clock(s.ctx), h.Key); err != nil {
		return err
	}
	rep, err := h.Desk.Verify(act.Clock(s.ctx), h.Key, outside...)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%d entries, %d checkpoints compared, key %s\n", rep.Entries, rep.Checked, h.Key.Public())
	for _, f := range rep.Flaws {
		fmt.Fprintln(s.out, h.Words.Plain(lang.English, f.Say()))
	}
	if !rep.Sound() {
		return fmt.Errorf("the record was tampered with; the first bad leaf is %d", rep.First())
	}
	fmt.Fprintln(s.out, "sound: nothing was changed, taken out or moved")
	return nil
}

type configCommand struct{}

// Run prints every setting and where it came from; no secret is shown.
func (*configCommand) Run(s *session) error {
	cf, err := s.load(nil)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(s.out, 0, 4, 2, ' ', 0)
	for v := range cf.All() {
		fmt.Fprintf(w, "%s\t= %s\t# %s\n", v.Name, v.Value, v.Origin)
	}
	return w.Flush()
}

type doctorCommand struct{}

// Run looks whether the house is sound: the database, the record, keys nobody needs any
// more.
func (*doctorCommand) Run(s *session) error {
	h, _, err := s.open(nil)
	if err != nil {
		return err
	}
	defer h.Close()
	if err := h.DB.Check(s.ctx); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "database (%s): sound\n", h.DB.Engine())
	rep, err := h.Desk.Verify(act.Clock(s.ctx), h.Key)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "record: %d entries, %d flaws, %d waiting\n", rep.Entries, len(rep.Flaws), rep.Waiting)
	if !rep.Sound() {
		return errors.New("the record was tampered with: haki record verify names where")
	}
	return nil
}

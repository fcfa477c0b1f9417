package cli

import (
	"bufio"
	"os"

	"haki/science/kinship/casefile"
)

type kinshipCommand struct {
	Evaluate  kinshipEvaluate  `cmd:"" help:"Compute the cases of a file: one line of JSON for each, in order."`
	Paternity kinshipPaternity `cmd:"" help:"Compute and explain a paternity result from a laboratory's file."`
	Check     kinshipCheck     `cmd:"" help:"Say everything that is wrong or doubtful in a laboratory's file."`
	Search    kinshipSearch    `cmd:"" help:"Compare one child, with or without its mother, with many men."`
}

type kinshipEvaluate struct {
	File string `arg:"" help:"File of cases in the format kinship-cases/1." placeholder:"CASES.json"`
	Lang string `help:"Language of what is said about unusable input." default:"en" enum:"fr,en"`
}

// Run computes everything before it writes anything, so that a file that is refused leaves no
// half of an answer.
func (c *kinshipEvaluate) Run(s *session) error {
	text, err := os.ReadFile(c.File)
	if err != nil {
		return refuse(c.Lang, c.File, err)
	}
	cases, err := casefile.Read(text)
	if err != nil {
		return refuse(c.Lang, c.File, err)
	}
	answers, err := casefile.Evaluate(cases)
	if err != nil {
		return refuse(c.Lang, c.File, err)
	}
	w := bufio.NewWriter(s.out)
	for _, a := range answers {
		if err := a.Write(w); err != nil {
			return err
		}
	}
	return w.Flush()
}

package namematch

import (
	"slices"
	"strings"
	"sync"

	"haki/science/namematch/roman"
)

// Index is a register made ready for screening. It is safe for concurrent use: any number
// of [Finder]s read, [Index.Add] waits for them.
type Index struct {
	mu      sync.RWMutex
	voc     *vocabulary
	records []entry
	names   []name
	words   []uint32 // the tokens of all names, one name after the other
	postAt  []uint32 // where the names of a token begin in posts
	posts   []uint32
	settled int                 // how many tokens had their names in posts
	tail    map[uint32][]uint32 // names that came after
	whole   bool                // whether posts was made
	keys    keys
	nations map[uint16]uint32
	known   uint32 // records with a nationality
	cache   map[string]*near
	reading sync.Mutex
	forms   []roman.Form
	raw     map[string]uint32 // words as they were typed, see quick
	line    []uint32
}

// entry is a record of the index.
type entry struct {
	number  string // as in facts, where the rest of it says more
	rank    string
	place   string
	id      string
	name    string
	aliases string
	first   uint32 // its first name
}

// name is one name of a record.
type name struct {
	brief  // of the record, here so that one look into memory tells of both
	n      uint8
	words  uint32 // where its tokens begin
	record uint32
}

// maxNames bounds the names of one record, so that a field of a thousand aliases is not a
// way to slow everything down.
const maxNames = 64

// New makes an empty index.
func New() *Index {
	return &Index{voc: newVocabulary(), tail: map[uint32][]uint32{}, nations: map[uint16]uint32{}, cache: map[string]*near{}, raw: map[string]uint32{}}
}

// Len is the number of records.
func (ix *Index) Len() int {
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	return len(ix.records)
}

// Add takes a record in. It is found at once. The error is [roman.ErrLong] or
// [roman.ErrMarks], or [ErrNameless], and the record is not in the index then.
// Aliases that cannot be read are left out; it is an error only if no name is left.
func (ix *Index) Add(r Record) error {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	id := uint32(len(ix.records))
	first := len(ix.names)
	var failed error
	name, aliases := r.Name, r.Aliases
	if words, ok := ix.quick(name); ok {
		ix.addName(id, words)
		name = ""
	}
	for written := range namesOf(name, aliases) {
		if len(ix.names)-first == maxNames {
			break
		}
		tokens, err := tokensOf(written)
		if err != nil {
			failed = err
			continue
		}
		if len(tokens) > 0 {
			speak(tokens, nationOf(r.Nationality))
			ix.line = ix.line[:0]
			for i := range tokens {
				ix.line = append(ix.line, ix.voc.add(&tokens[i], &ix.forms))
			}
			ix.addName(id, ix.line)
		}
	}
	if len(ix.names) == first {
		if failed == nil {
			failed = ErrNameless
		}
		return failed
	}
	f := factsOf(&r)
	ix.records = append(ix.records, entry{number: f.number, rank: f.rank, place: f.place, id: r.ID, name: r.Name, aliases: r.Aliases, first: uint32(first)})
	for i := range ix.names[first:] {
		ix.names[first+i].brief = f.brief
	}
	ix.keys.add(&f, id)
	if f.nation != 0 {
		ix.nations[f.nation]++
		ix.known++
	}
	if ix.whole {
		clear(ix.cache)
	}
	return nil
}

func (ix *Index) addName(record uint32, words []uint32) {
	at := uint32(len(ix.words))
	for _, id := range words {
		if !slices.Contains(ix.words[at:], id) {
			t := &ix.voc.tokens[id]
			t.frequency++
			ix.voc.initials[t.letter]++
			if ix.whole {
				ix.tail[id] = append(ix.tail[id], uint32(len(ix.names)))
			}
		}
		ix.words = append(ix.words, id)
	}
	ix.keys.addWhole(ix.voc, ix.words[at:], uint32(len(ix.names)))
	ix.names = append(ix.names, name{words: at, record: record, n: uint8(len(ix.words) - int(at))})
}

// Settle puts what was added into the form that is fastest to read. It is called once after
// the register was read; what is added later is kept beside until it is called again.
func (ix *Index) Settle() {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	at := make([]uint32, len(ix.voc.tokens)+1)
	for i := range ix.voc.tokens {
		at[i+1] = at[i] + ix.voc.tokens[i].frequency
	}
	ix.postAt = slices.Clone(at)
	ix.posts = make([]uint32, at[len(at)-1])
	for n := range ix.names {
		words := ix.tokensOfName(uint32(n))
		for i, w := range words {
			if !slices.Contains(words[:i], w) {
				ix.posts[at[w]] = uint32(n)
				at[w]++
			}
		}
	}
	ix.settled = len(ix.voc.tokens)
	clear(ix.tail)
	clear(ix.cache)
	ix.keys.settle()
	ix.voc.arrange()
	ix.whole = true
}

func (ix *Index) tokensOfName(n uint32) []uint32 {
	nm := &ix.names[n]
	return ix.words[nm.words : nm.words+uint32(nm.n)]
}

// briefOf are the short attributes of a record.
func (ix *Index) briefOf(record uint32) brief { return ix.names[ix.records[record].first].brief }

// namesHaving are the names with a token, in two lists: the settled and the later.
func (ix *Index) namesHaving(t uint32) (settled, later []uint32) {
	if int(t) < ix.settled {
		settled = ix.posts[ix.postAt[t]:ix.postAt[t+1]]
	}
	if len(ix.tail) > 0 {
		later = ix.tail[t]
	}
	return settled, later
}

// namesOf are the names of a record as they were written.
func namesOf(name, aliases string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for _, field := range [...]string{name, aliases} {
			if field == "" {
				continue
			}
			for _, part := range strings.Split(field, ";") {
				for _, n := range roman.Split(part) {
					if !yield(n) {
						return
					}
				}
			}
		}
	}
}

package seal

// ReceiptKind says what is wrong with a receipt as it was typed.
type ReceiptKind int

const (
	WrongCount ReceiptKind = iota // too few words or digits, or too many
	WrongWord                     // a word that is in no list, or a group that is not four digits
	WrongSum                      // each word could be right; together they are no receipt
)

// ReceiptError says why a text is no receipt, so that the page can point at the
// word. What was typed may be nearly all of somebody's key: the error prints, logs
// and encodes as dots, and gives its words only to who asks for the fields.
type ReceiptError struct {
	dotted
	Kind    ReceiptKind
	Digits  bool     // digits were typed, not words
	Count   int      // how many words (of twelve) or digits (of forty) there are
	Word    string   // the first word that is in no list, or group that is not four digits
	Place   int      // its place, from 1; 0 when Word is empty
	Suggest []string // words of the lists one edit away from Word, the likeliest first
}

// Error says that there is no such receipt, and nothing about what was typed.
func (ReceiptError) Error() string { return ErrReceipt.Error() }

// Unwrap makes it an ErrReceipt.
func (ReceiptError) Unwrap() error { return ErrReceipt }

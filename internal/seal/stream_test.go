package seal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"runtime"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// sealed seals a file in one go.
func sealed(text []byte) ([]byte, StreamKey) {
	var out bytes.Buffer
	s, key := NewStream(&out)
	must(s.Write(text))
	if err := s.Close(); err != nil {
		panic(err)
	}
	return out.Bytes(), key
}

// text is n bytes, no two chunks alike.
func text(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(i>>16 ^ i>>8 ^ i)
	}
	return b
}

func TestAFileComesBackHoweverItIsWrittenAndRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edge := rapid.SampledFrom([]int{0, 1, chunkText, 2 * chunkText, 3 * chunkText}).Draw(t, "edge")
		want := text(max(0, edge+rapid.IntRange(-2, 2).Draw(t, "beside")))
		var out bytes.Buffer
		s, key := NewStream(&out)
		for rest := want; len(rest) > 0; {
			n := min(len(rest), rapid.IntRange(1, 100_000).Draw(t, "piece"))
			if m, err := s.Write(rest[:n]); m != n || err != nil {
				t.Fatal(m, err)
			}
			rest = rest[n:]
		}
		if err := errors.Join(s.Close(), s.Close()); err != nil {
			t.Fatal(err)
		}
		if s.Size() != int64(len(want)) || s.Sealed() != int64(out.Len()) {
			t.Fatalf("counted %d and %d, wrote %d and %d", s.Size(), s.Sealed(), len(want), out.Len())
		}
		wrap := rapid.SampledFrom([]func(io.Reader) io.Reader{func(r io.Reader) io.Reader { return r }, iotest.HalfReader, iotest.DataErrReader}).Draw(t, "how")
		if got, err := io.ReadAll(OpenStream(key, wrap(&out))); err != nil || !bytes.Equal(got, want) {
			t.Fatalf("%d bytes of %d came back, %v", len(got), len(want), err)
		}
	})
	if err := iotest.TestReader(OpenStream(swap(sealed(text(chunkText+5)))), text(chunkText+5)); err != nil {
		t.Error(err)
	}
}

func swap(b []byte, k StreamKey) (StreamKey, io.Reader) { return k, bytes.NewReader(b) }

// refused opens a file and wants ErrBroken, and nothing before it that was not there.
func refused(t interface{ Errorf(string, ...any) }, what string, key StreamKey, bad, want []byte) {
	got, err := io.ReadAll(OpenStream(key, bytes.NewReader(bad)))
	if !errors.Is(err, ErrBroken) {
		t.Errorf("%s: %d bytes, %v", what, len(got), err)
	}
	if !bytes.HasPrefix(want, got) {
		t.Errorf("%s: gave bytes that nobody wrote", what)
	}
}

func TestEveryMutationOfAFileIsDetected(t *testing.T) {
	want := text(10*chunkText + 100) // eleven chunks, padded to twelve
	file, key := sealed(want)
	other, otherKey := sealed(want)
	const chunks = 12
	if len(file) != streamHead+chunks*chunkBox {
		t.Fatalf("%d bytes", len(file))
	}
	chunk := func(f []byte, i int) []byte { return f[streamHead+i*chunkBox : streamHead+(i+1)*chunkBox] }
	build := func(order ...[]byte) []byte { return bytes.Join(order, nil) }
	all := func() (c [][]byte) {
		c = append(c, file[:streamHead])
		for i := range chunks {
			c = append(c, chunk(file, i))
		}
		return c
	}
	for i := range chunks {
		c := all()
		refused(t, "a chunk dropped", key, build(append(c[:i+1], c[i+2:]...)...), want)
		refused(t, "cut after a chunk", key, build(all()[:i+1]...), want)
		refused(t, "cut inside a chunk", key, file[:streamHead+i*chunkBox+100+i], want)
		c = all()
		refused(t, "a chunk doubled", key, build(append(c[:i+2:i+2], c[i+1:]...)...), want)
		c = all()
		c[i+1] = chunk(other, i)
		refused(t, "a chunk of another file", key, build(c...), want)
		for j := range i {
			c := all()
			c[i+1], c[j+1] = c[j+1], c[i+1]
			refused(t, "two chunks swapped", key, build(c...), want)
		}
		for _, at := range []int{0, 1, 2, 300, chunkLen - 1, chunkLen, chunkBox - 1} {
			bad := bytes.Clone(file)
			bad[streamHead+i*chunkBox+at] ^= 4
			refused(t, "a bit turned", key, bad, want)
		}
	}
	for n := range streamHead + 2 {
		refused(t, "cut in the head", key, file[:n], want)
	}
	eachFlip(file[:streamHead], func(_ int, head []byte) { refused(t, "a bit of the head", key, build(head, file[streamHead:]), want) })
	refused(t, "one byte more", key, append(bytes.Clone(file), 0), want)
	refused(t, "a chunk more", key, build(file, chunk(file, 3)), want)
	refused(t, "two files in a row", key, build(file, file), want)
	refused(t, "another file's key", otherKey, file, want)
	refused(t, "another file's head", key, build(other[:streamHead], file[streamHead:]), want)
}

func TestAnyChangeOfAFileIsDetected(t *testing.T) {
	want := text(2*chunkText + 7)
	file, key := sealed(want)
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.IntRange(0, len(file)).Draw(t, "from"), rapid.IntRange(0, len(file)).Draw(t, "to")
		bad := append(append(bytes.Clone(file[:a]), rapid.SliceOfN(rapid.Byte(), 0, 40).Draw(t, "put in")...), file[b:]...)
		if !bytes.Equal(bad, file) {
			refused(t, "spliced", key, bad, want)
		}
	})
}

// A liar who has the key can seal what this package would not: text after padding.
func TestTextAfterPaddingIsRefused(t *testing.T) {
	var out bytes.Buffer
	key := FileKey(random(32))
	s := newStream(&out, key, random(prefixLen))
	must(s.Write([]byte("short")))
	s.flush(false)
	must(s.Write([]byte("hidden")))
	s.flush(true)
	refused(t, "text after padding", Hide(key), out.Bytes(), []byte("short"))
}

func TestLengthsOfFilesSayLittle(t *testing.T) {
	for _, n := range []int{0, 1, 1000, chunkText} {
		if f, _ := sealed(text(n)); len(f) != streamHead+chunkBox {
			t.Errorf("a file of %d bytes takes %d", n, len(f))
		}
	}
	lengths := map[int64]bool{}
	for n := int64(1); n < 1<<14; n++ { // to 1 GiB
		p := padme(n)
		if p < n || (p-n)*8 > n || padme(p) != p || p < padme(n-1) {
			t.Fatalf("%d chunks are padded to %d", n, p)
		}
		lengths[p] = true
	}
	if len(lengths) > 140 {
		t.Errorf("%d lengths below 1 GiB", len(lengths))
	}
	if padme(mostChunks) != mostChunks {
		t.Error("padding would overflow the chunks' numbers")
	}
}

func TestAClosedKeyOpensNoFile(t *testing.T) {
	file, key := sealed([]byte("x"))
	if _, err := io.ReadAll(OpenStream(StreamKey{}, bytes.NewReader(file))); !errors.Is(err, ErrNotYours) {
		t.Error(err)
	}
	data := NewData()
	keys, _ := lend(data)
	kept := Seal(data, here, key) // as custody keeps it
	if got := must(io.ReadAll(OpenStream(must(Open[FileKey](keys, here, kept)), bytes.NewReader(file)))); string(got) != "x" {
		t.Errorf("%q", got)
	}
}

type failing struct{ after int }

func (f *failing) Write(p []byte) (int, error) {
	if f.after -= len(p); f.after < 0 {
		return 0, errDisk
	}
	return len(p), nil
}

var errDisk = errors.New("the disk is full")

func TestADiskThatFailsIsNamed(t *testing.T) {
	for _, after := range []int{0, streamHead, streamHead + chunkBox} {
		s, _ := NewStream(&failing{after})
		_, err := s.Write(text(3 * chunkText))
		if !errors.Is(err, errDisk) && after < streamHead+chunkBox {
			t.Errorf("after %d: write says %v", after, err)
		}
		if err := s.Close(); !errors.Is(err, errDisk) {
			t.Errorf("after %d: close says %v", after, err)
		}
	}
	s, _ := NewStream(io.Discard)
	s.Close()
	if _, err := s.Write([]byte("x")); err == nil {
		t.Error("a closed stream was written to")
	}
	file, key := sealed(text(3 * chunkText))
	for _, after := range []int{3, streamHead, streamHead + chunkBox, streamHead + chunkBox + 9} {
		r := io.MultiReader(bytes.NewReader(file[:after]), iotest.ErrReader(errDisk))
		if _, err := io.ReadAll(OpenStream(key, r)); !errors.Is(err, errDisk) {
			t.Errorf("reading fails after %d: %v; it is the disk, nobody altered anything", after, err)
		}
	}
}

func TestALongFileTakesConstantMemory(t *testing.T) {
	const size = 100 << 20
	var before, after runtime.MemStats
	piece := text(32 << 10)
	runtime.ReadMemStats(&before)
	from, to := io.Pipe()
	s, key := NewStream(to)
	go func() {
		for range size / len(piece) {
			if _, err := s.Write(piece); err != nil {
				break
			}
		}
		to.CloseWithError(s.Close())
	}()
	n, err := io.CopyBuffer(struct{ io.Writer }{io.Discard}, OpenStream(key, from), make([]byte, 32<<10))
	runtime.ReadMemStats(&after)
	if n != size || err != nil {
		t.Fatalf("%d bytes, %v", n, err)
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > 1<<20 {
		t.Errorf("%d bytes were allocated for a file of %d", took, size)
	}
}

// The format is kept: a file sealed today opens in ten years.
func TestTheStreamFormatIsKept(t *testing.T) {
	var out bytes.Buffer
	key := FileKey("0123456789abcdef0123456789abcdef")
	s := newStream(&out, key, []byte("nineteen bytes here"))
	must(s.Write(text(chunkText + 1)))
	s.Close()
	sum := sha256.Sum256(out.Bytes())
	if got := hex.EncodeToString(sum[:]); got != streamGolden {
		t.Errorf("sealed as %s", got)
	}
}

const streamGolden = "f4bbf541f835532c17831a1a8af63483f8659c648b921dd1b6e3c5a63911ec00"

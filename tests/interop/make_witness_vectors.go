// SPDX-License-Identifier: AGPL-3.0-or-later

// Make_witness_vectors prints tests/vectors/witness/add-checkpoint.json, with Go's own libraries of transparency logs
// and none of Ruban's code: requests of C2SP tlog-witness with the status that a witness owes them, and answers with
// what a log may make of them.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run tests/interop/make_witness_vectors.go > tests/vectors/witness/add-checkpoint.json
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	origin  = "log.example/record"
	witness = "witness.example/one"
	now     = 1529413200
)

type seen struct {
	Size int64  `json:"size"`
	Root string `json:"root"`
}

type request struct {
	Name   string   `json:"name"`
	Known  []string `json:"known"`
	Seen   seen     `json:"seen"`
	Body   string   `json:"body"`
	Status int      `json:"status"`
}

type answer struct {
	Name    string `json:"name"`
	Status  int    `json:"status"`
	Type    string `json:"type"`
	Body    string `json:"body"`
	Sort    string `json:"sort"`
	Size    int64  `json:"size"`
	Witness string `json:"witness"`
	Text    string `json:"text"`
	Now     int64  `json:"now"`
	Valid   bool   `json:"valid"`
}

type vectors struct {
	Requests []request `json:"requests"`
	Answers  []answer  `json:"answers"`
}

// key is a seed of 32 equal bytes under a name, with the algorithm byte of a log (1) or a witness (4).
type key struct {
	name string
	alg  byte
	priv ed25519.PrivateKey
}

func newKey(name string, alg, seed byte) key {
	return key{name, alg, ed25519.NewKeyFromSeed([]byte(strings.Repeat(string(rune(seed)), 32)))}
}

func (k key) public() []byte {
	return append([]byte{k.alg}, k.priv.Public().(ed25519.PublicKey)...)
}
func (k key) id() uint32 {
	sum := sha256.Sum256(append([]byte(k.name+"\n"), k.public()...))
	return binary.BigEndian.Uint32(sum[:])
}
func (k key) vkey() string {
	return fmt.Sprintf("%s+%08x+%s", k.name, k.id(), base64.StdEncoding.EncodeToString(k.public()))
}

// Name, KeyHash and Sign make a log's key a note.Signer.
func (k key) Name() string                    { return k.name }
func (k key) KeyHash() uint32                 { return k.id() }
func (k key) Sign(msg []byte) ([]byte, error) { return ed25519.Sign(k.priv, msg), nil }

func (k key) line(rest []byte) string {
	id := binary.BigEndian.AppendUint32(nil, k.id())
	return fmt.Sprintf("— %s %s\n", k.name, base64.StdEncoding.EncodeToString(append(id, rest...)))
}

func (k key) cosign(text string, at uint64) string {
	signature := ed25519.Sign(k.priv, []byte(fmt.Sprintf("cosignature/v1\ntime %d\n%s", at, text)))
	return k.line(append(binary.BigEndian.AppendUint64(nil, at), signature...))
}

// tree is a log of n entries whose text is their number, or another one from `fork` on.
type tree struct {
	hashes []tlog.Hash
	n      int64
}

func (t *tree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		out[i] = t.hashes[index]
	}
	return out, nil
}

func newTree(n, fork int64) *tree {
	t := &tree{n: n}
	for i := int64(0); i < n; i++ {
		text := fmt.Sprint(i)
		if i >= fork {
			text = "fork " + text
		}
		hashes, err := tlog.StoredHashes(i, []byte(text), t)
		must(err)
		t.hashes = append(t.hashes, hashes...)
	}
	return t
}

func (t *tree) root(n int64) string {
	if n == 0 {
		empty := sha256.Sum256(nil)
		return base64.StdEncoding.EncodeToString(empty[:])
	}
	root, err := tlog.TreeHash(n, t)
	must(err)
	return root.String()
}

func (t *tree) text(name string, n int64) string {
	return fmt.Sprintf("%s\n%d\n%s\n", name, n, t.root(n))
}

func (t *tree) proof(old, n int64) string {
	if old == 0 || old == n {
		return ""
	}
	hashes, err := tlog.ProveTree(n, old, t)
	must(err)
	out := ""
	for _, hash := range hashes {
		out += hash.String() + "\n"
	}
	return out
}

func sign(text string, signers ...note.Signer) string {
	out, err := note.Sign(&note.Note{Text: text}, signers...)
	must(err)
	return string(out)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func requests() []request {
	log, stranger, other := newKey(origin, 1, 'a'), newKey(origin, 1, 'b'), newKey("other.example/record", 1, 'c')
	second := newKey(origin, 1, 'e')
	cosigner := newKey(witness, 4, 'w')
	t, fork := newTree(100, 100), newTree(100, 30)
	known := []string{log.vkey(), other.vkey()}
	none := seen{0, t.root(0)}
	at := func(n int64) seen { return seen{n, t.root(n)} }
	ask := func(old, n int64, signers ...note.Signer) string {
		return fmt.Sprintf("old %d\n%s\n%s", old, t.proof(old, n), sign(t.text(origin, n), signers...))
	}
	good := ask(40, 100, log)
	line := func(text string, number int) string { return strings.Split(text, "\n")[number] }
	changed := func(text, from, to string) string { return strings.Replace(text, from, to, 1) }
	badSignature := log.line(make([]byte, 64))

	var out []request
	add := func(status int, name string, seen seen, body string) {
		out = append(out, request{name, known, seen, body, status})
	}
	add(200, "the first checkpoint", none, ask(0, 1, log))
	add(200, "a first checkpoint of some size", none, ask(0, 77, log))
	add(200, "the empty tree", none, ask(0, 0, log))
	for _, sizes := range [][2]int64{{1, 2}, {1, 100}, {2, 3}, {31, 32}, {32, 33}, {40, 100}, {63, 64}, {64, 100}, {99, 100}} {
		add(200, fmt.Sprintf("from %d to %d", sizes[0], sizes[1]), at(sizes[0]), ask(sizes[0], sizes[1], log))
	}
	add(200, "the same checkpoint again", at(40), ask(40, 40, log))
	add(200, "with a cosignature and an unknown line beside", at(40),
		good+cosigner.cosign(t.text(origin, 100), now)+newKey("new.example", 6, 'n').line(make([]byte, 2428)))
	out = append(out, request{"either of two keys will do", []string{log.vkey(), second.vkey()}, at(40), ask(40, 100, second), 200})
	out = append(out, request{"both of two keys", []string{log.vkey(), second.vkey()}, at(40), ask(40, 100, log, second), 200})

	add(404, "another origin", at(40), fmt.Sprintf("old 40\n\n%s", sign(t.text("third.example/record", 100), newKey("third.example/record", 1, 'a'))))
	out = append(out, request{"nobody is known", nil, at(40), good, 404})
	add(403, "a key that isn't known", at(40), ask(40, 100, stranger))
	add(403, "a wrong signature by the known key", at(40), fmt.Sprintf("old 40\n%s\n%s\n%s", t.proof(40, 100), t.text(origin, 100), badSignature))
	add(403, "a wrong one beside a good one", at(40), good+badSignature)
	add(403, "the key of another log", at(40), ask(40, 100, other))
	add(403, "a cosignature alone", at(40), fmt.Sprintf("old 40\n%s\n%s\n%s", t.proof(40, 100), t.text(origin, 100), cosigner.cosign(t.text(origin, 100), now)))
	out = append(out, request{"one of two keys signed wrong", []string{log.vkey(), second.vkey()}, at(40), ask(40, 100, second) + badSignature, 403})

	add(400, "old above the checkpoint", at(40), fmt.Sprintf("old 101\n\n%s", sign(t.text(origin, 100), log)))
	add(409, "old below what was seen", at(50), good)
	add(409, "old above what was seen", at(30), good)
	add(409, "old 0 to ask for the size", at(50), ask(0, 100, log))
	add(409, "a smaller checkpoint", at(100), ask(40, 50, log))

	add(422, "a fork of the same size", seen{40, fork.root(40)}, ask(40, 40, log))
	add(422, "a fork below what was seen", seen{40, fork.root(40)}, good)
	add(422, "another tree's proof", at(40), changed(good, t.proof(40, 100), fork.proof(40, 100)))
	add(422, "no proof", at(40), changed(good, t.proof(40, 100), ""))
	add(422, "a proof with one hash more", at(40), changed(good, "\n\n", "\n"+t.root(1)+"\n\n"))
	add(422, "a proof with one hash less", at(40), changed(good, line(good, 1)+"\n", ""))
	add(422, "a proof with two hashes exchanged", at(40), changed(good, line(good, 1)+"\n"+line(good, 2)+"\n", line(good, 2)+"\n"+line(good, 1)+"\n"))
	add(422, "a proof where none is needed", none, changed(ask(0, 77, log), "\n\n", "\n"+t.root(1)+"\n\n"))
	add(422, "a proof for the same size", at(40), changed(ask(40, 40, log), "\n\n", "\n"+t.root(1)+"\n\n"))
	add(422, "an empty tree that isn't", none, "old 0\n\n"+sign(fmt.Sprintf("%s\n0\n%s\n", origin, t.root(1)), log))

	add(400, "nothing", at(40), "")
	add(400, "a note alone", at(40), sign(t.text(origin, 100), log))
	add(400, "no old line", at(40), changed(good, "old 40\n", ""))
	add(400, "a leading zero", at(40), changed(good, "old 40", "old 040"))
	add(400, "a sign", at(40), changed(good, "old 40", "old +40"))
	add(400, "two spaces", at(40), changed(good, "old 40", "old  40"))
	add(400, "a space after it", at(40), changed(good, "old 40", "old 40 "))
	add(400, "a carriage return", at(40), changed(good, "old 40\n", "old 40\r\n"))
	add(400, "too large for a size", at(40), changed(good, "old 40", "old 9223372036854775808"))
	add(400, "base64 that isn't canonical", at(40), changed(good, line(good, 1), line(good, 1)[:42]+"B="))
	add(400, "base64 without padding", at(40), changed(good, line(good, 1), line(good, 1)[:43]))
	add(400, "a hash of 31 bytes", at(40), changed(good, line(good, 1), base64.StdEncoding.EncodeToString(make([]byte, 31))))
	add(400, "64 hashes", at(40), changed(good, t.proof(40, 100), strings.Repeat(t.root(1)+"\n", 64)))
	add(422, "63 hashes", at(40), changed(good, t.proof(40, 100), strings.Repeat(t.root(1)+"\n", 63)))
	add(400, "no empty line", at(40), changed(good, "\n\n"+origin, "\n"+origin))
	add(400, "no signature", at(40), fmt.Sprintf("old 40\n%s\n%s", t.proof(40, 100), t.text(origin, 100)))
	add(400, "an extension line", at(40), fmt.Sprintf("old 40\n%s\n%s", t.proof(40, 100), sign(t.text(origin, 100)+"more\n", log)))
	add(400, "a size with a leading zero", at(40), fmt.Sprintf("old 40\n%s\n%s", t.proof(40, 100), sign(changed(t.text(origin, 100), "\n100\n", "\n0100\n"), log)))
	add(400, "no line feed at the end", at(40), strings.TrimSuffix(good, "\n"))
	add(400, "a signature line of another form", at(40), good+"— "+origin+"\n")
	return out
}

func answers() []answer {
	cosigner, impostor := newKey(witness, 4, 'w'), newKey(witness, 4, 'x')
	second := newKey("witness.example/two", 4, 'y')
	t := newTree(100, 100)
	text, smaller := t.text(origin, 100), t.text(origin, 99)
	var out []answer
	add := func(valid bool, name string, status int, kind, body, sort string, size int64) {
		out = append(out, answer{name, status, kind, body, sort, size, cosigner.vkey(), text, now, valid})
	}
	ok := func(valid bool, name, body string) { add(valid, name, 200, "text/plain", body, "cosigned", 0) }
	ok(true, "one line", cosigner.cosign(text, now))
	ok(true, "five minutes ahead", cosigner.cosign(text, now+300))
	ok(true, "five minutes behind", cosigner.cosign(text, now-300))
	ok(false, "more ahead", cosigner.cosign(text, now+301))
	ok(false, "more behind", cosigner.cosign(text, now-301))
	ok(false, "no time", cosigner.cosign(text, 0))
	ok(false, "a time beyond every year", cosigner.cosign(text, 1<<62))
	ok(true, "an unknown key beside", second.cosign(text, now)+cosigner.cosign(text, now)+impostor.cosign(text, now))
	ok(true, "an older line beside", cosigner.cosign(text, now-9999)+cosigner.cosign(text, now))
	ok(false, "another key of that name", impostor.cosign(text, now))
	ok(false, "another checkpoint", cosigner.cosign(smaller, now))
	ok(false, "a wrong line beside a good one", cosigner.cosign(text, now)+cosigner.cosign(smaller, now))
	ok(false, "a log's signature", newKey(witness, 1, 'w').line(ed25519.Sign(cosigner.priv, []byte(text))))
	ok(false, "without its time", cosigner.line(ed25519.Sign(cosigner.priv, []byte(text))))
	ok(true, "64 lines", strings.Repeat(second.cosign(text, now), 63)+cosigner.cosign(text, now))
	useless := func(name string, status int, kind, body string) { add(false, name, status, kind, body, "useless", 0) }
	useless("65 lines", 200, "text/plain", strings.Repeat(second.cosign(text, now), 64)+cosigner.cosign(text, now))
	useless("nothing", 200, "text/plain", "")
	useless("a page", 200, "text/html", "<!doctype html>\n")
	useless("half a line", 200, "text/plain", strings.TrimSuffix(cosigner.cosign(text, now), "\n"))
	useless("redirected", 302, "text/plain", cosigner.cosign(text, now))
	useless("overloaded", 503, "text/plain", "")
	useless("created", 201, "text/plain", cosigner.cosign(text, now))
	add(false, "its size", 409, "text/x.tlog.size", "41\n", "other_size", 41)
	add(false, "its size with a parameter", 409, "text/x.tlog.size; charset=utf-8", "41\n", "other_size", 41)
	add(false, "no size yet", 409, "text/x.tlog.size", "0\n", "other_size", 0)
	for _, body := range []string{"", "41", "041\n", "41\n\n", "-1\n", "41 \n", "9223372036854775808\n", "41\n42\n"} {
		add(false, fmt.Sprintf("a conflict that says %q", body), 409, "text/x.tlog.size", body, "contradicts", 0)
	}
	add(false, "a conflict in words", 409, "text/plain", "41\n", "contradicts", 0)
	add(false, "a wrong proof", 422, "text/plain", "no\n", "contradicts", 0)
	add(false, "unknown", 404, "text/plain", "", "refused", 0)
	add(false, "not signed", 403, "text/plain", "", "refused", 0)
	add(false, "malformed", 400, "text/plain", "", "refused", 0)
	return out
}

func main() {
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	must(encoder.Encode(vectors{requests(), answers()}))
}

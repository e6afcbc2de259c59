// SPDX-License-Identifier: AGPL-3.0-or-later

// Ask_witness is a log of numbered entries that asks a witness for its cosignature (C2SP tlog-witness), with Go's own
// libraries of transparency logs and none of Ruban's code:
//
//	ask_witness -vkey                                            prints the log's verifier key
//	ask_witness -witness VKEY [-fork N] URL OLD SIZE             asks it to go on from OLD to SIZE
//	ask_witness -witness VKEY -look [-fork N] URL                looks at its read side
//
// With -fork N the entries from N on are others. It prints "cosigned SIZE", or the status and what came with it. Exit
// code 1: what came isn't what it should be: a cosignature that doesn't verify, or of another checkpoint.
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const origin = "log.example/numbers"

func main() {
	showKey := flag.Bool("vkey", false, "print the log's verifier key")
	look := flag.Bool("look", false, "look at the read side")
	witness := flag.String("witness", "", "the witness's verifier key")
	fork := flag.Int64("fork", -1, "the first entry that is another one")
	flag.Parse()
	key := ed25519.NewKeyFromSeed([]byte("a seed of 32 bytes for this test"))
	if *showKey {
		vkey, err := note.NewEd25519VerifierKey(origin, key.Public().(ed25519.PublicKey))
		check(err)
		fmt.Println(vkey)
		return
	}
	log := newLog(key, *fork)
	cosigner, err := newCosigner(*witness)
	check(err)
	if *look {
		check(log.look(flag.Arg(0), cosigner))
		return
	}
	old, err := strconv.ParseInt(flag.Arg(1), 10, 64)
	check(err)
	size, err := strconv.ParseInt(flag.Arg(2), 10, 64)
	check(err)
	check(log.ask(flag.Arg(0), cosigner, old, size))
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "ask_witness:", err)
		os.Exit(1)
	}
}

type numbers struct {
	signer   note.Signer
	verifier note.Verifier
	fork     int64
	hashes   []tlog.Hash
	size     int64
}

func newLog(key ed25519.PrivateKey, fork int64) *numbers {
	vkey, err := note.NewEd25519VerifierKey(origin, key.Public().(ed25519.PublicKey))
	check(err)
	verifier, err := note.NewVerifier(vkey)
	check(err)
	skey := fmt.Sprintf("PRIVATE+KEY+%s+%08x+%s", origin, verifier.KeyHash(),
		base64.StdEncoding.EncodeToString(append([]byte{1}, key.Seed()...)))
	signer, err := note.NewSigner(skey)
	check(err)
	return &numbers{signer: signer, verifier: verifier, fork: fork}
}

func (l *numbers) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		out[i] = l.hashes[index]
	}
	return out, nil
}

func (l *numbers) growTo(size int64) {
	for ; l.size < size; l.size++ {
		text := fmt.Sprint(l.size)
		if l.fork >= 0 && l.size >= l.fork {
			text = "another " + text
		}
		hashes, err := tlog.StoredHashes(l.size, []byte(text), l)
		check(err)
		l.hashes = append(l.hashes, hashes...)
	}
}

func (l *numbers) text(size int64) string {
	l.growTo(size)
	root, err := tlog.TreeHash(size, l)
	check(err)
	return fmt.Sprintf("%s\n%d\n%s\n", origin, size, root)
}

func (l *numbers) ask(url string, witness note.Verifier, old, size int64) error {
	text := l.text(size)
	checkpoint, err := note.Sign(&note.Note{Text: text}, l.signer)
	check(err)
	body := fmt.Sprintf("old %d\n", old)
	if old > 0 && old < size {
		proof, err := tlog.ProveTree(size, old, l)
		check(err)
		for _, hash := range proof {
			body += hash.String() + "\n"
		}
	}
	client := http.Client{Timeout: 20 * time.Second}
	answer, err := client.Post(url+"/add-checkpoint", "text/plain", strings.NewReader(body+"\n"+string(checkpoint)))
	if err != nil {
		fmt.Println("gone")
		return nil
	}
	defer answer.Body.Close()
	lines, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	if err != nil {
		fmt.Println("gone")
		return nil
	}
	if answer.StatusCode != http.StatusOK {
		kind := answer.Header.Get("Content-Type")
		if (answer.StatusCode == http.StatusConflict) != (kind == "text/x.tlog.size") {
			return fmt.Errorf("status %d comes as %s", answer.StatusCode, kind)
		}
		fmt.Print(answer.StatusCode, " ", string(lines))
		return nil
	}
	n, err := note.Open(append(checkpoint, lines...), note.VerifierList(l.verifier, witness))
	if err != nil {
		return err
	}
	if n.Text != text || len(n.Sigs) != 2 {
		return errors.New("the answer lacks the witness's signature")
	}
	fmt.Println("cosigned", size)
	return nil
}

// look prints what the read side holds, if it is a checkpoint of this branch with both signatures.
func (l *numbers) look(url string, witness note.Verifier) error {
	hash := sha256.Sum256([]byte(origin))
	answer, err := http.Get(url + "/" + hex.EncodeToString(hash[:]) + "/checkpoint")
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode == http.StatusNotFound {
		fmt.Println("nothing")
		return nil
	}
	text, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	if err != nil {
		return err
	}
	n, err := note.Open(text, note.VerifierList(l.verifier, witness))
	if err != nil {
		return err
	}
	size, err := strconv.ParseInt(strings.Split(n.Text, "\n")[1], 10, 64)
	if err != nil {
		return err
	}
	if n.Text != l.text(size) || len(n.Sigs) != 2 {
		return errors.New("the read side holds something else")
	}
	fmt.Println(size)
	return nil
}
